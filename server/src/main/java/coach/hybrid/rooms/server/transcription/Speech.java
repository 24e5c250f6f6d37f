package coach.hybrid.rooms.server.transcription;

import java.time.Instant;

/**
 * What became of a stretch of speech so far.
 *
 * @param serial within one stream; of equal serials the last counts
 * @param text empty with {@code isFinal} withdraws what was told before
 */
public record Speech(
    int serial, String text, Instant startedAt, Instant endedAt, boolean isFinal, String lang) {}
