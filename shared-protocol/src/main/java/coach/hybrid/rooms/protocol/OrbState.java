package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** How it stands with the room's assistant, as the people in the room are told. */
public enum OrbState {
  /** Not wanted, or dismissed. */
  OFF("off"),
  STARTING("starting"),
  READY("ready"),
  PAUSED("paused"),

  /** Wanted, but not to be had. */
  UNAVAILABLE("unavailable");

  private final String wireName;

  OrbState(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable OrbState fromWire(String name) {
    for (OrbState state : values()) {
      if (state.wireName.equals(name)) {
        return state;
      }
    }
    return null;
  }
}
