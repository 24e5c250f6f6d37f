package coach.hybrid.rooms.server.room;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Who was removed by the coach, and when: no token from before opens anything any more, one from
 * afterwards does. Only touched by the thread that drains the room's mailbox.
 */
final class Removals {
  private final Clock clock;
  private final Map<String, Instant> removed = new HashMap<>();

  Removals(Clock clock) {
    this.clock = clock;
  }

  void restore(Map<String, Instant> stored) {
    removed.putAll(stored);
  }

  void add(String userId) {
    removed.put(userId, clock.instant());
  }

  boolean refuse(Entrant entrant) {
    return refuse(removed, entrant.userId(), entrant.life().issuedAt());
  }

  /** A token says its second only: one from the very second counts as from before. */
  static boolean refuse(Map<String, Instant> removed, String userId, Instant issuedAt) {
    Instant at = removed.get(userId);
    return at != null && !issuedAt.isAfter(at);
  }

  Map<String, Instant> all() {
    return removed;
  }
}
