package coach.hybrid.rooms.client.stats;

/**
 * One reading of a link's counters (W3C WebRTC statistics), summed over everything received.
 *
 * @param packetsReceived RTP packets since the link began
 * @param packetsLost RTP packets that never came; may shrink when late ones arrive
 * @param framesDecoded video frames since the link began
 * @param jitterMillis of the audio, else of the camera
 * @param roundTripMillis of the candidate pair in use; 0 if not measured yet
 */
public record LinkStats(
    int packetsReceived,
    int packetsLost,
    int framesDecoded,
    int jitterMillis,
    int roundTripMillis) {}
