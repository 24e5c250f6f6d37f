package coach.hybrid.rooms.server.room;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many rooms may have people in them at once. A place is taken when the door lets the first
 * person in, held while anybody is there, and may be reserved ahead. Safe on any thread.
 */
final class Places {
  private final int most;
  private final Clock clock;

  /** Rooms with people in them; guarded by this. */
  private final Set<String> occupied = new HashSet<>();

  /** Until when each room's place is its own, whoever is there; guarded by this. */
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
    if (!occupied.contains(roomId) && !heldUntil.containsKey(roomId) && !anyLeft()) {
      return false;
    }
    heldUntil.merge(roomId, until, (one, other) -> one.isAfter(other) ? one : other);
    return true;
  }

  synchronized void occupy(String roomId) {
    occupied.add(roomId);
  }

  /** Nobody is there; what was reserved stays so. */
  synchronized void vacate(String roomId) {
    occupied.remove(roomId);
  }

  /** The room needs no place any more. */
  synchronized void release(String roomId) {
    occupied.remove(roomId);
    heldUntil.remove(roomId);
  }

  synchronized boolean anyLeft() {
    if (most == 0) {
      return true;
    }
    Instant now = clock.instant();
    heldUntil.values().removeIf(until -> !until.isAfter(now));
    long reserved = heldUntil.keySet().stream().filter(room -> !occupied.contains(room)).count();
    return occupied.size() + reserved < most;
  }
}
