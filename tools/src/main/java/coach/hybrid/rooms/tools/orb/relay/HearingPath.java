package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import org.jspecify.annotations.Nullable;

/**
 * Decides by which path the orb hears one person: by the relay if ICE does not connect in time or
 * falls silent, and by ICE again as soon as that brings something. Told what happens and when, it
 * answers what to tell that person, if anything. The orb's thread only.
 */
final class HearingPath {
  static final long CONNECT_LIMIT_MILLIS = 4_500;
  static final long SILENCE_LIMIT_MILLIS = 6_000;

  /** So long must packets have come before the relay is left. */
  static final long RETURN_MILLIS = 1_000;

  /** Two packets farther apart than this are no flow. */
  static final long GAP_MILLIS = 1_500;

  /** What that person is to know: see {@code link-state}. */
  record Report(LinkPath path, LinkQuality quality) {}

  private Report reported = new Report(LinkPath.NONE, LinkQuality.GOOD);
  private boolean relayReady;
  private boolean waiting;
  private long waitingSinceMillis;
  private long packets;
  private long lastPacketMillis;
  private boolean flowing;
  private long flowingSinceMillis;

  LinkPath path() {
    return reported.path();
  }

  /**
   * An offer of theirs was answered.
   *
   * @param newLink whether it was the first on its connection: what was said of the one before does
   *     not count any more
   */
  @Nullable Report answered(boolean newLink, long nowMillis) {
    if (!newLink) {
      return null;
    }
    packets = 0;
    flowing = false;
    waiting = true;
    waitingSinceMillis = nowMillis;
    if (path() == LinkPath.RELAY) {
      return reported;
    }
    reported = new Report(LinkPath.NONE, LinkQuality.GOOD);
    return null;
  }

  /**
   * What ICE has brought so far.
   *
   * @param received packets of any kind, since the connection began
   * @param icePath of the selected candidate pair; {@link LinkPath#NONE} while not connected
   */
  @Nullable Report measured(long received, LinkPath icePath, long nowMillis) {
    boolean more = received > packets && icePath != LinkPath.NONE;
    packets = received;
    if (!more) {
      return null;
    }
    if (!flowing || nowMillis - lastPacketMillis > GAP_MILLIS) {
      flowing = true;
      flowingSinceMillis = nowMillis;
    }
    lastPacketMillis = nowMillis;
    waiting = false;
    if (path() == LinkPath.RELAY && nowMillis - flowingSinceMillis < RETURN_MILLIS) {
      return null;
    }
    return tell(icePath, LinkQuality.GOOD);
  }

  /** Time passes. */
  @Nullable Report passed(long nowMillis) {
    return switch (path()) {
      case RELAY -> null;
      case NONE ->
          waiting && nowMillis - waitingSinceMillis >= CONNECT_LIMIT_MILLIS ? relay() : null;
      case DIRECT, TURN_UDP, TURN_TCP, TURN_TLS ->
          nowMillis - lastPacketMillis >= SILENCE_LIMIT_MILLIS ? relay() : null;
    };
  }

  /** Whether the relay carries, both ways, between these two. */
  @Nullable Report relayReady(boolean ready) {
    relayReady = ready;
    return path() == LinkPath.RELAY ? relay() : null;
  }

  /** What to say once more where it may have been forgotten. */
  @Nullable Report again() {
    return path() == LinkPath.NONE ? null : reported;
  }

  private @Nullable Report relay() {
    return tell(LinkPath.RELAY, relayReady ? LinkQuality.GOOD : LinkQuality.LOST);
  }

  private @Nullable Report tell(LinkPath path, LinkQuality quality) {
    Report next = new Report(path, quality);
    if (next.equals(reported)) {
      return null;
    }
    reported = next;
    return next;
  }
}
