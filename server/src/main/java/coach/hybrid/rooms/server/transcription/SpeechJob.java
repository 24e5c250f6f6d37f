package coach.hybrid.rooms.server.transcription;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of one speaker's audio on its way through an engine. All fields that change belong to
 * the {@link Workshop}'s lock.
 */
final class SpeechJob {
  final String roomId;
  final UtteranceLine line;
  final Segmenter.Stretch stretch;
  final short[] samples;
  final long startedAtMillis;

  boolean isFinal;
  long submittedAtMillis;
  int attempts;
  boolean done;
  boolean lost;
  @Nullable String heard;

  /**
   * @param startedAtMillis of our epoch, when the stretch began
   */
  SpeechJob(
      String roomId,
      UtteranceLine line,
      Segmenter.Stretch stretch,
      short[] samples,
      long startedAtMillis) {
    this.roomId = roomId;
    this.line = line;
    this.stretch = stretch;
    this.samples = samples;
    this.startedAtMillis = startedAtMillis;
  }

  /** Of audio. */
  int millis() {
    return samples.length / Sound.SAMPLES_PER_MILLI;
  }

  float[] floats() {
    float[] out = new float[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Sound.toFloat(samples[i]);
    }
    return out;
  }
}
