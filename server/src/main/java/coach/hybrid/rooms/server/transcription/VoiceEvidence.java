package coach.hybrid.rooms.server.transcription;

/**
 * How sure the voice detector is that a stretch was spoken.
 *
 * @param voicedMillis heard as voice
 * @param spanMillis from the first voice to the last, with the rests between
 * @param meanVoice over what was heard as voice, 0 to 1
 * @param longestRunMillis the longest voice without a rest
 */
record VoiceEvidence(int voicedMillis, int spanMillis, float meanVoice, int longestRunMillis) {
  /** A "yes" takes longer. */
  private static final int SOME_MILLIS = 224;

  private static final float SURE = 0.75f;
  private static final float PROPORTION = 0.4f;

  /** Words that engines like to invent are believed only if this is false. */
  boolean isWeak() {
    return longestRunMillis < SOME_MILLIS
        || meanVoice < SURE
        || voicedMillis < PROPORTION * spanMillis;
  }
}
