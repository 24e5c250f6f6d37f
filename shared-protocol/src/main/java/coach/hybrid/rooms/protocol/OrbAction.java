package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** What a coach may ask of the room's assistant. */
public enum OrbAction {
  START("start"),
  PAUSE("pause"),
  RESUME("resume"),
  DISMISS("dismiss");

  private final String wireName;

  OrbAction(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable OrbAction fromWire(String name) {
    for (OrbAction action : values()) {
      if (action.wireName.equals(name)) {
        return action;
      }
    }
    return null;
  }
}
