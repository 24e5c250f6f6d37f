package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is counted in a room and nobody waits for: it is stored with whatever is committed next, or
 * soon. Only touched by the thread that drains the room's mailbox.
 */
final class Measures {
  private final Map<Role, Talk> talk = new EnumMap<>(Role.class);
  private int reconnections;

  void restore(RoomRecord.Measured stored, Instant lastAlive) {
    stored.talk().forEach((role, spoken) -> talk.put(role, spoken.end(lastAlive)));
    reconnections = stored.reconnections();
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

  void reconnected() {
    reconnections++;
  }

  Map<Role, Talk> talk() {
    return talk;
  }

  int reconnections() {
    return reconnections;
  }
}
