package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** Whether a person or an orb sits behind a socket (seed 002: "critical for proper routing"). */
public enum ParticipantType {
  HUMAN("human"),
  AI("ai");

  private final String wireName;

  ParticipantType(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable ParticipantType fromWire(String name) {
    for (ParticipantType type : values()) {
      if (type.wireName.equals(name)) {
        return type;
      }
    }
    return null;
  }
}
