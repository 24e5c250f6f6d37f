package coach.hybrid.rooms.tools.speech;

/**
 * A caption as it arrived.
 *
 * @param arrivedNanos by {@link System#nanoTime}
 */
record Captioned(int utteranceId, String fromId, String text, boolean isFinal, long arrivedNanos) {}
