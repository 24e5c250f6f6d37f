package coach.hybrid.rooms.server.transcription;

/** Audio comes faster than anybody can speak it, for longer than a network's stall explains. */
public final class AudioFloodException extends UnusableAudioException {
  private static final long serialVersionUID = 1;

  public AudioFloodException(String message) {
    super(message);
  }
}
