package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** How far a room is (seed 001, status). */
public enum RoomStatus {
  WAITING("waiting"),
  ACTIVE("active"),
  ENDED("ended");

  private final String wireName;

  RoomStatus(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable RoomStatus fromWire(String name) {
    for (RoomStatus status : values()) {
      if (status.wireName.equals(name)) {
        return status;
      }
    }
    return null;
  }
}
