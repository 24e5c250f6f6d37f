package coach.hybrid.rooms.server.transcription;

/** What can write speech down: a loaded model, or somebody else's service. Thread-safe. */
public interface SpeechEngine extends AutoCloseable {
  /** Engine and model, for people. */
  String describe();

  /** {@code lang} is a language tag: {@code en}, {@code de-AT}. */
  boolean understands(String lang);

  /** One for each worker; may take seconds. */
  Transcriber newTranscriber() throws TranscriptionException;

  /** After its transcribers. */
  @Override
  void close();
}
