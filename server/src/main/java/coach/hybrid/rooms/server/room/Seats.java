package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who sits in the room now, in order of arrival, and who ever did. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Seats {
  private final Map<String, Seat> byUserId = new LinkedHashMap<>();
  private final Map<String, Integer> generations = new HashMap<>();
  private final Map<Role, Attendance> attendance = new EnumMap<>(Role.class);

  @Nullable Seat of(String userId) {
    return byUserId.get(userId);
  }

  Collection<Seat> all() {
    return List.copyOf(byUserId.values());
  }

  List<Seat> others(Seat seat) {
    return byUserId.values().stream().filter(other -> other != seat).toList();
  }

  /** A number this user's seat never had in this room. */
  int nextGeneration(String userId) {
    return generations.merge(userId, 1, Integer::sum);
  }

  void add(Seat seat) {
    byUserId.put(seat.userId(), seat);
    attendance.merge(
        seat.role(),
        Attendance.NONE.joined(seat.joinedAt()),
        (before, _) -> before.joined(seat.joinedAt()));
  }

  void remove(Seat seat, Instant at) {
    byUserId.remove(seat.userId());
    attendance.computeIfPresent(seat.role(), (_, before) -> before.left(at));
  }

  void setOnline(Seat seat, boolean online) {
    attendance.computeIfPresent(seat.role(), (_, before) -> before.online(online));
  }

  Map<Role, Attendance> attendance() {
    return attendance;
  }
}
