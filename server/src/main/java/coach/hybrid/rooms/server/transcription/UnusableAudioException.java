package coach.hybrid.rooms.server.transcription;

/** A sender's audio breaks the rules; it costs that sender its stream and nobody else anything. */
public sealed class UnusableAudioException extends Exception permits AudioFloodException {
  private static final long serialVersionUID = 1;

  public UnusableAudioException(String message) {
    super(message);
  }

  public UnusableAudioException(String message, Throwable cause) {
    super(message, cause);
  }
}
