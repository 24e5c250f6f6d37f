package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.orb.OrbLife;
import coach.hybrid.rooms.server.summary.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room as it was after its last change, for readers on any thread.
 *
 * @param reservedUntil until when it has a place whoever comes, if it was pre-warmed
 * @param reconnections how often a page came back into the seat it held
 * @param summary once it is made
 * @param removed whom the coach removed, and when
 */
public record RoomSnapshot(
    RoomSpec spec,
    Instant createdAt,
    RoomSettings settings,
    RoomStatus status,
    @Nullable Instant actualStart,
    @Nullable Instant endedAt,
    @Nullable EndReason endReason,
    @Nullable Instant reservedUntil,
    Map<Role, Attendance> attendance,
    Map<Role, Talk> talk,
    int reconnections,
    @Nullable Summary summary,
    OrbLife orb,
    Map<String, Instant> removed) {

  public RoomSnapshot {
    attendance = Map.copyOf(attendance);
    talk = Map.copyOf(talk);
    removed = Map.copyOf(removed);
  }

  /** Whether the coach removed that person since the token was issued. */
  public boolean hasRemoved(String userId, Instant tokenIssuedAt) {
    return Removals.refuse(removed, userId, tokenIssuedAt);
  }

  public Attendance attendanceOf(Role role) {
    return attendance.getOrDefault(role, Attendance.NONE);
  }

  /** Who holds a seat now. */
  public int participants() {
    return (int) attendance.values().stream().filter(Attendance::connected).count();
  }

  /** Whether a person is here; the orb never counts as presence. */
  public boolean occupied() {
    return attendanceOf(Role.COACH).connected() || attendanceOf(Role.CLIENT).connected();
  }

  /** From the actual start until now or the end; zero before the start. */
  public Duration duration(Instant now) {
    if (actualStart == null) {
      return Duration.ZERO;
    }
    return Duration.between(actualStart, endedAt == null ? now : endedAt);
  }

  public Duration talkTime(Role role, Instant now) {
    return talk.getOrDefault(role, Talk.NONE).total(endedAt == null ? now : endedAt);
  }

  /** That role's share of everything said, in whole percent; 0 as long as nobody spoke. */
  public int talkPercentage(Role role, Instant now) {
    long all = 0;
    for (Role each : Role.values()) {
      all += talkTime(each, now).toMillis();
    }
    return all == 0 ? 0 : (int) Math.round(talkTime(role, now).toMillis() * 100.0 / all);
  }
}
