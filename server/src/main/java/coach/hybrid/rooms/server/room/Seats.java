package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who sits in the room now, in order of arrival, and who ever did. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Seats {
  /** Sixteen bits in the header of a media message. */
  private static final int MAX_MEDIA_ID = 0xffff;

  private final Map<String, Seat> byUserId = new LinkedHashMap<>();
  private final Map<String, Integer> generations = new HashMap<>();
  private final Map<Role, Attendance> attendance = new EnumMap<>(Role.class);
  private Consumer<Seat> onLeave = _ -> {};
  private int lastMediaId;

  /** Who else has to know that somebody has gone. */
  void onLeave(Consumer<Seat> task) {
    onLeave = task;
  }

  /** After a restart: the seats as they were, their sockets lost then, if they were not before. */
  void restore(RoomRecord.Committed stored, RoomRecord.Measured measured, Instant lastAlive) {
    attendance.putAll(stored.attendance());
    generations.putAll(stored.generations());
    for (RoomRecord.SeatRecord record : stored.seats()) {
      String userId = record.userId();
      MediaFlags media = measured.media().getOrDefault(userId, MediaFlags.NONE);
      Seat seat = new Seat(record, media, nextMediaId());
      byUserId.put(userId, seat);
      Instant lostBefore = measured.lost().getOrDefault(userId, lastAlive);
      lost(seat, seat.detach(lostBefore.isBefore(lastAlive) ? lostBefore : lastAlive));
    }
  }

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

  /** A short id that no seat has now, and that none had for as long as there are others. */
  int nextMediaId() {
    do {
      lastMediaId = lastMediaId % MAX_MEDIA_ID + 1;
    } while (ofMediaId(lastMediaId) != null);
    return lastMediaId;
  }

  @Nullable Seat ofMediaId(int mediaId) {
    return byUserId.values().stream()
        .filter(seat -> seat.mediaId() == mediaId)
        .findFirst()
        .orElse(null);
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
    onLeave.accept(seat);
  }

  void lost(Seat seat, Instant at) {
    attendance.computeIfPresent(seat.role(), (_, before) -> before.lost(at));
  }

  void back(Seat seat) {
    attendance.computeIfPresent(seat.role(), (_, before) -> before.back());
  }

  Map<Role, Attendance> attendance() {
    return attendance;
  }

  Map<String, Integer> generations() {
    return generations;
  }

  /** Whether a person is here; the orb never counts as presence. */
  boolean anybody() {
    return byUserId.values().stream().anyMatch(seat -> seat.type() == ParticipantType.HUMAN);
  }

  /** Whether a person is here whose microphone is open. */
  boolean anybodyHeard() {
    return byUserId.values().stream()
        .anyMatch(seat ->
            seat.type() == ParticipantType.HUMAN && seat.outbox() != null && seat.media().audio());
  }

  /** When the last person left; null if nobody ever came. */
  @Nullable Instant lastPersonLeft() {
    return attendance.entrySet().stream()
        .filter(entry -> entry.getKey() != Role.AI)
        .map(entry -> entry.getValue().leftAt())
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
