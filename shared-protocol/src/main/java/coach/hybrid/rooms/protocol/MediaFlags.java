package coach.hybrid.rooms.protocol;

/** Which of its three fixed tracks a participant is sending right now. */
public record MediaFlags(boolean audio, boolean video, boolean screen) {
  public static final MediaFlags NONE = new MediaFlags(false, false, false);
}
