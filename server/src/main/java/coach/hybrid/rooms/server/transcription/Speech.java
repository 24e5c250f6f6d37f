package coach.hybrid.rooms.server.transcription;

import java.time.Instant;

/**
 * What became of a stretch of speech; of equal serials the last counts, until one is final.
 *
 * @param text a final one without text takes back what was said of it before
 */
public record Speech(
    int serial, String text, Instant startedAt, Instant endedAt, boolean isFinal, String lang) {}
