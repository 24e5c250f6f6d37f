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
 * @param lostAt when the socket of that stay went, or null while one holds the seat
 * @param pastStays the length of the stays that are over
 */
public record Attendance(
    @Nullable Instant joinedAt,
    @Nullable Instant leftAt,
    @Nullable Instant currentSince,
    @Nullable Instant lostAt,
    Duration pastStays) {

  static final Attendance NONE = new Attendance(null, null, null, null, Duration.ZERO);

  /** Whether the seat is held, be it by a page that is gone for a moment. */
  public boolean connected() {
    return currentSince != null;
  }

  /** Whether a living socket holds the seat. */
  public boolean online() {
    return currentSince != null && lostAt == null;
  }

  /** Without the time since the socket went: only if its page comes back that time counts. */
  public Duration total(Instant now) {
    if (currentSince == null) {
      return pastStays;
    }
    Instant until = lostAt == null ? now : lostAt;
    return until.isBefore(currentSince)
        ? pastStays
        : pastStays.plus(Duration.between(currentSince, until));
  }

  Attendance joined(Instant at) {
    return new Attendance(joinedAt == null ? at : joinedAt, null, at, null, pastStays);
  }

  Attendance lost(Instant at) {
    return new Attendance(joinedAt, leftAt, currentSince, at, pastStays);
  }

  Attendance back() {
    return new Attendance(joinedAt, leftAt, currentSince, null, pastStays);
  }

  Attendance left(Instant at) {
    return new Attendance(joinedAt, at, null, null, lost(at).total(at));
  }
}
