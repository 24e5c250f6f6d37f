package coach.hybrid.rooms.server.room;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rooms may have people in them at once. A place is taken when the door lets the first
 * person in, held while anybody is there, and may be reserved ahead. Safe on any thread.
 */
final class Places {
  private final int most;
  private final Clock clock;

  /** Until when each room's place is its own; guarded by this. */
  private final Map<String, Instant> heldUntil = new HashMap<>();

  /**
   * @param most 0 for any number
   */
  Places(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  /** Takes a place, or keeps the one the room has; false if all are taken. */
  synchronized boolean hold(String roomId, Instant until) {
    Instant before = heldUntil.get(roomId);
    if (before == null && !anyLeft()) {
      return false;
    }
    heldUntil.merge(roomId, until, (one, other) -> one.isAfter(other) ? one : other);
    return true;
  }

  synchronized void occupied(String roomId) {
    heldUntil.put(roomId, Instant.MAX);
  }

  synchronized void release(String roomId) {
    heldUntil.remove(roomId);
  }

  synchronized boolean anyLeft() {
    if (most == 0 || heldUntil.size() < most) {
      return true;
    }
    Instant now = clock.instant();
    heldUntil.values().removeIf(until -> !until.isAfter(now));
    return heldUntil.size() < most;
  }
}
