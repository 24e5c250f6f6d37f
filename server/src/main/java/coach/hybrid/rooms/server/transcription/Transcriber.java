package coach.hybrid.rooms.server.transcription;

/** Writes down what is said. Belongs to one worker: calls come one at a time. */
public interface Transcriber extends AutoCloseable {
  /**
   * Takes as long as it takes.
   *
   * @param samples 16,000 a second, mono, −1 to 1
   * @return empty if nothing is said
   */
  String transcribe(float[] samples, String lang) throws TranscriptionException;

  @Override
  void close();
}
