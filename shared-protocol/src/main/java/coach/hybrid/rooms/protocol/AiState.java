package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** What an orb says it is doing: every value of seeds 002 and 003. */
public enum AiState {
  READY("ready"),
  LISTENING("listening"),
  THINKING("thinking"),
  PROCESSING("processing"),
  SPEAKING("speaking"),
  PAUSED("paused");

  private final String wireName;

  AiState(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable AiState fromWire(String name) {
    for (AiState state : values()) {
      if (state.wireName.equals(name)) {
        return state;
      }
    }
    return null;
  }
}
