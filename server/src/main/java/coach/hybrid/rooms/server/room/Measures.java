package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.room.link.LinkBook;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted in a room and nobody waits for: it is stored with whatever is committed next, or
 * soon. Only touched by the thread that drains the room's mailbox.
 */
final class Measures {
  private static final int UNCOUNTED = 100;

  private final Map<Role, Talk> talk = new EnumMap<>(Role.class);
  private final LinkBook links = new LinkBook();
  private int reconnections;
  private int utterances;

  void restore(RoomRecord.Measured stored, Instant lastAlive) {
    stored.talk().forEach((role, spoken) -> talk.put(role, spoken.end(lastAlive)));
    reconnections = stored.reconnections();
    // Some may have been shown and not been counted; an id must not come twice.
    utterances = stored.utterances() == 0 ? 0 : stored.utterances() + UNCOUNTED;
  }

  void speaking(Role role, boolean speaking, Instant now) {
    if (speaking) {
      talk.put(role, talk.getOrDefault(role, Talk.NONE).begin(now));
    } else {
      talk.computeIfPresent(role, (_, before) -> before.end(now));
    }
  }

  boolean isSpeaking(Role role) {
    return talk.getOrDefault(role, Talk.NONE).since() != null;
  }

  /** That role's share of everything said so far, in whole percent; null while nobody spoke. */
  @Nullable Integer sharePercent(Role role, Instant now) {
    long all = 0;
    for (Talk each : talk.values()) {
      all += each.total(now).toMillis();
    }
    long own = talk.getOrDefault(role, Talk.NONE).total(now).toMillis();
    return all == 0 ? null : Math.round(own * 100f / all);
  }

  /** The id of the next utterance. */
  int nextUtterance() {
    return ++utterances;
  }

  int utterances() {
    return utterances;
  }

  void reconnected() {
    reconnections++;
  }

  /** What was measured on the links; it forces no writing at all. */
  LinkBook links() {
    return links;
  }

  Map<Role, Talk> talk() {
    return talk;
  }

  int reconnections() {
    return reconnections;
  }
}
