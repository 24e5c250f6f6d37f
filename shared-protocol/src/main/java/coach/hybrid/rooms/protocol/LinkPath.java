package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** The rung of the ladder by which media of the other end comes in. */
public enum LinkPath {
  /** Nothing comes in: not yet, or no more. */
  NONE("none"),

  /** Between the two machines. */
  DIRECT("direct"),

  /** Through a TURN server, by UDP. */
  TURN_UDP("turn-udp"),

  /** Through a TURN server, by TCP. */
  TURN_TCP("turn-tcp"),

  /** Through a TURN server, by TLS. */
  TURN_TLS("turn-tls"),

  /** Through the room service, over a WebSocket, encrypted between the two. */
  RELAY("relay");

  private final String wireName;

  LinkPath(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable LinkPath fromWire(String name) {
    for (LinkPath known : values()) {
      if (known.wireName.equals(name)) {
        return known;
      }
    }
    return null;
  }
}
