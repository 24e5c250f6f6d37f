package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** How it stands with writing down what is said, as the people in the room are told. */
public enum TranscriptionState {
  /** Not wanted by the main app. */
  OFF("off"),

  /** What is said by those who agreed is written down. */
  ON("on"),

  /** On, but captions lag: what comes too late is left out. */
  BEHIND("behind"),

  /** Wanted, but not to be had. */
  UNAVAILABLE("unavailable");

  private final String wireName;

  TranscriptionState(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable TranscriptionState fromWire(String name) {
    for (TranscriptionState state : values()) {
      if (state.wireName.equals(name)) {
        return state;
      }
    }
    return null;
  }
}
