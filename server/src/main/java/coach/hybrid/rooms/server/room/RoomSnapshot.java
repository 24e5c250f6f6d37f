package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A room as it was after its last change, for readers on any thread. */
public record RoomSnapshot(
    RoomSpec spec,
    Status status,
    @Nullable Instant actualStart,
    @Nullable Instant endedAt,
    @Nullable EndReason endReason,
    Map<Role, Attendance> attendance) {

  /** Seed 001's states. */
  public enum Status {
    WAITING("waiting"),
    ACTIVE("active"),
    ENDED("ended");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  public RoomSnapshot {
    attendance = Map.copyOf(attendance);
  }

  public Attendance attendanceOf(Role role) {
    return attendance.getOrDefault(role, Attendance.NONE);
  }

  /** From the actual start until now or the end; zero before the start. */
  public Duration duration(Instant now) {
    if (actualStart == null) {
      return Duration.ZERO;
    }
    return Duration.between(actualStart, endedAt == null ? now : endedAt);
  }
}
