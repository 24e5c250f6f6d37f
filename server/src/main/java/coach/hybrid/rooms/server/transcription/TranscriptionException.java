package coach.hybrid.rooms.server.transcription;

/** An engine did not do its work; says nothing about the audio. */
public final class TranscriptionException extends Exception {
  private static final long serialVersionUID = 1;

  public TranscriptionException(String message) {
    super(message);
  }

  public TranscriptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
