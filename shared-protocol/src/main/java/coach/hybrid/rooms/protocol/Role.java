package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** What a participant is in the room; also the order in which peers offer to each other. */
public enum Role {
  COACH("coach", 3),
  CLIENT("client", 2),
  AI("ai", 1);

  private final String wireName;
  private final int rank;

  Role(String wireName, int rank) {
    this.wireName = wireName;
    this.rank = rank;
  }

  public String wireName() {
    return wireName;
  }

  /** The higher rank makes the first offer of a link. */
  public int rank() {
    return rank;
  }

  public static @Nullable Role fromWire(String name) {
    for (Role role : values()) {
      if (role.wireName.equals(name)) {
        return role;
      }
    }
    return null;
  }
}
