package coach.hybrid.rooms.server.transcription;

/**
 * What a stream, or all of them together, has seen.
 *
 * @param framesLost missing by their numbers: the sender or the network left them out
 * @param framesDropped came, and were not listened to
 * @param utterances that ended and were handed on to be written down
 * @param suppressed ended, and nothing of them was told: no voice, or words nobody said
 */
public record StreamCounters(
    long framesReceived, long framesLost, long framesDropped, long utterances, long suppressed) {}
