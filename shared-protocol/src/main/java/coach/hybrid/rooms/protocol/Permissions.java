package coach.hybrid.rooms.protocol;

/**
 * What a participant may send; receiving is never restricted. Sharing a screen is sending video as
 * well, so it needs both {@code screenShare} and {@code video}.
 */
public record Permissions(boolean video, boolean audio, boolean screenShare) {
  public static final String VIDEO = "video";
  public static final String AUDIO = "audio";
  public static final String SCREEN_SHARE = "screen-share";

  public static final Permissions ALL = new Permissions(true, true, true);
  public static final Permissions NONE = new Permissions(false, false, false);

  public boolean mayShareScreen() {
    return video && screenShare;
  }
}
