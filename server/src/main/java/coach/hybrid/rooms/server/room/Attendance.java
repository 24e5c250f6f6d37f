package coach.hybrid.rooms.server.room;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When one participant was in the room, over all stays.
 *
 * @param joinedAt the first join, or null if there was none
 * @param leftAt the end of the last stay, or null while one lasts
 * @param currentSince the begin of the stay that lasts
 * @param pastStays the length of the stays that are over
 * @param online whether a living socket holds the seat (false during the grace)
 */
public record Attendance(
    @Nullable Instant joinedAt,
    @Nullable Instant leftAt,
    @Nullable Instant currentSince,
    Duration pastStays,
    boolean online) {

  static final Attendance NONE = new Attendance(null, null, null, Duration.ZERO, false);

  /** Whether the seat is held. */
  public boolean connected() {
    return currentSince != null;
  }

  public Duration total(Instant now) {
    return currentSince == null ? pastStays : pastStays.plus(Duration.between(currentSince, now));
  }

  Attendance joined(Instant at) {
    return new Attendance(joinedAt == null ? at : joinedAt, null, at, pastStays, true);
  }

  Attendance online(boolean now) {
    return new Attendance(joinedAt, leftAt, currentSince, pastStays, now);
  }

  Attendance left(Instant at) {
    return new Attendance(joinedAt, at, null, total(at), false);
  }
}
