package coach.hybrid.rooms.protocol;

import java.util.ArrayList;
import java.util.List;

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

  /** Words nobody knows grant nothing. */
  public static Permissions of(List<String> names) {
    return new Permissions(
        names.indexOf(VIDEO) >= 0, names.indexOf(AUDIO) >= 0, names.indexOf(SCREEN_SHARE) >= 0);
  }

  /** The words of the token and of the wire (seed 000). */
  public List<String> names() {
    List<String> names = new ArrayList<>(3);
    if (video) {
      names.add(VIDEO);
    }
    if (audio) {
      names.add(AUDIO);
    }
    if (screenShare) {
      names.add(SCREEN_SHARE);
    }
    return names;
  }

  public boolean mayShareScreen() {
    return video && screenShare;
  }
}
