package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * A media section. Every description of a link holds them in this order, so that toggling a camera
 * or a screen never needs a negotiation. Links to an orb have no {@link #SCREEN}.
 */
public enum Line {
  AUDIO(0),
  CAMERA(1),
  SCREEN(2);

  private final int index;

  Line(int index) {
    this.index = index;
  }

  /** Where its section stands in a description. */
  public int index() {
    return index;
  }

  public static @Nullable Line at(int index) {
    for (Line line : values()) {
      if (line.index == index) {
        return line;
      }
    }
    return null;
  }

  public boolean isAudio() {
    return this == AUDIO;
  }

  /** Whether somebody with these permissions may send on this line. */
  public boolean permittedBy(Permissions permissions) {
    return switch (this) {
      case AUDIO -> permissions.audio();
      case CAMERA -> permissions.video();
      case SCREEN -> permissions.mayShareScreen();
    };
  }
}
