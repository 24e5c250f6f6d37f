package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** How the other end comes in over a link. */
public enum LinkQuality {
  /** As it should. */
  GOOD("good"),

  /** With gaps, late, or in pieces. */
  POOR("poor"),

  /** Came before, and comes no more. */
  LOST("lost");

  private final String wireName;

  LinkQuality(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable LinkQuality fromWire(String name) {
    for (LinkQuality known : values()) {
      if (known.wireName.equals(name)) {
        return known;
      }
    }
    return null;
  }
}
