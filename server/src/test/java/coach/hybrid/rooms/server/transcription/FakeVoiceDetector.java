package coach.hybrid.rooms.server.transcription;

/** Takes what is loud for a voice. */
final class FakeVoiceDetector implements VoiceDetector {
  boolean broken;
  boolean closed;

  @Override
  public Meter newMeter() {
    return new Meter() {
      @Override
      public float voice(float[] window) throws TranscriptionException {
        if (broken) {
          throw new TranscriptionException("deaf");
        }
        return Sound.level(window) > 0.05f ? 0.95f : 0.02f;
      }

      @Override
      public void reset() {
        // Remembers nothing.
      }
    };
  }

  @Override
  public void close() {
    closed = true;
  }
}
