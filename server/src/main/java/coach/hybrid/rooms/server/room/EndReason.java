package coach.hybrid.rooms.server.room;

import org.jspecify.annotations.Nullable;

/** Why a room ended (seed 001, end). */
public enum EndReason {
  SESSION_COMPLETED("session_completed"),
  TIMEOUT("timeout"),
  ERROR("error"),
  CANCELLED("cancelled");

  private final String wireName;

  EndReason(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable EndReason fromWire(String name) {
    for (EndReason reason : values()) {
      if (reason.wireName.equals(name)) {
        return reason;
      }
    }
    return null;
  }
}
