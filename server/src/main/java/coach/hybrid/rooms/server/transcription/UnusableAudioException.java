package coach.hybrid.rooms.server.transcription;

/** What came is no audio that can be used; the message says why, to its sender. */
public final class UnusableAudioException extends Exception {
  private static final long serialVersionUID = 1;

  public UnusableAudioException(String message) {
    super(message);
  }
}
