package coach.hybrid.rooms.server.transcription;

/**
 * How sure the voice detector is that a stretch was spoken.
 *
 * @param voicedMillis heard as voice
 * @param totalMillis the whole stretch, with the rests within
 * @param meanVoice over what was heard as voice, 0 to 1
 * @param longestRunMillis the longest voice without a rest
 */
record VoiceEvidence(int voicedMillis, int totalMillis, float meanVoice, int longestRunMillis) {
  private static final int SOME_MILLIS = 400;
  private static final float SURE = 0.8f;
  private static final float PROPORTION = 0.35f;

  /** Words that engines like to invent are believed only if this is false. */
  boolean isWeak() {
    return voicedMillis < SOME_MILLIS
        || meanVoice < SURE
        || voicedMillis < PROPORTION * totalMillis;
  }
}
