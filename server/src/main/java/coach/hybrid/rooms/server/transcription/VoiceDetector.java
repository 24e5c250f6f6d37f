package coach.hybrid.rooms.server.transcription;

/** Tells voices from other sound. Thread-safe; each stream listens through a meter of its own. */
public interface VoiceDetector extends AutoCloseable {
  /** Samples a meter judges at once: 32 ms. */
  int WINDOW_SAMPLES = 512;

  Meter newMeter();

  @Override
  void close();

  /** Remembers what one stream sounded like until now; calls come one at a time. */
  interface Meter {
    /**
     * How likely somebody speaks, 0 to 1.
     *
     * @param window {@link #WINDOW_SAMPLES} of them, 16,000 a second, −1 to 1
     */
    float voice(float[] window) throws TranscriptionException;

    /** What comes next does not go on from what came before. */
    void reset();
  }
}
