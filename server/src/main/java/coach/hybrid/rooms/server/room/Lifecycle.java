package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import coach.hybrid.rooms.server.config.RoomConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a room begins, how long it may last, and how it is wound up: waiting, active, ended (DESIGN,
 * Rooms). Only touched by the thread that drains the room's mailbox.
 */
final class Lifecycle {
  /** A room nobody scheduled and no coach came to. */
  private static final Duration UNSCHEDULED_WAIT = Duration.ofHours(24);

  /** When people in the call are told how much time is left. */
  private static final List<Duration> WARNINGS =
      List.of(Duration.ofMinutes(5), Duration.ofMinutes(1));

  private final RoomSpec spec;
  private final Instant createdAt;
  private final RoomConfig config;
  private final Clock clock;
  private final Timers timers;
  private final Effects effects;
  private final Seats seats;
  private final Consumer<RoomCommand> self;
  private final List<Timers.Timer> deadlines = new ArrayList<>();
  private Timers.@Nullable Timer emptyTimer;

  private RoomSettings settings;
  private RoomStatus status = RoomStatus.WAITING;
  private @Nullable Instant actualStart;
  private @Nullable Instant endedAt;
  private @Nullable EndReason endReason;
  private @Nullable Instant reservedUntil;

  Lifecycle(
      RoomSpec spec,
      Instant createdAt,
      RoomConfig config,
      RoomPorts ports,
      Effects effects,
      Seats seats,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.createdAt = createdAt;
    this.config = config;
    this.clock = ports.clock();
    this.timers = ports.timers();
    this.effects = effects;
    this.seats = seats;
    this.self = self;
    this.settings = spec.settings();
  }

  void restore(RoomRecord.Committed stored) {
    settings = stored.settings();
    status = stored.status();
    actualStart = stored.actualStart();
    endedAt = stored.endedAt();
    endReason = stored.endReason();
    reservedUntil = stored.reservedUntil();
  }

  RoomSettings settings() {
    return settings;
  }

  @Nullable Instant reservedUntil() {
    return reservedUntil;
  }

  void reserve(Instant until) {
    reservedUntil = until;
  }

  void configure(RoomSettings.Change change) {
    settings = settings.with(change);
  }

  RoomStatus status() {
    return status;
  }

  @Nullable Instant actualStart() {
    return actualStart;
  }

  @Nullable Instant endedAt() {
    return endedAt;
  }

  @Nullable EndReason endReason() {
    return endReason;
  }

  /** What the people in the call are shown. */
  RoomStateChanged describe() {
    Instant now = clock.instant();
    boolean timed = status == RoomStatus.ACTIVE;
    return new RoomStateChanged(
        status,
        timed && actualStart != null ? millis(Duration.between(actualStart, now)) : null,
        timed ? millis(Duration.between(now, deadline())) : null,
        settings.features().transcription(),
        settings.features().recording(),
        settings.expectsOrb());
  }

  private static Integer millis(Duration length) {
    return Math.clamp(length.toMillis(), 0, Integer.MAX_VALUE);
  }

  /** From the later of the scheduled and the actual start, {@code maxDuration}. */
  Instant deadline() {
    Instant scheduled = spec.scheduledStart();
    if (actualStart == null) {
      return scheduled == null
          ? createdAt.plus(UNSCHEDULED_WAIT)
          : later(scheduled, createdAt).plus(spec.maxDuration());
    }
    return (scheduled == null ? actualStart : later(scheduled, actualStart))
        .plus(spec.maxDuration());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Sets the timers of a room that begins, or that comes back after a restart. */
  void setTimers() {
    deadlines.forEach(Timers.Timer::cancel);
    deadlines.clear();
    if (status == RoomStatus.ENDED) {
      return;
    }
    Duration left = Duration.between(clock.instant(), deadline());
    deadlines.add(timers.schedule(left, () -> self.accept(new RoomCommand.Deadline())));
    if (status == RoomStatus.ACTIVE) {
      for (Duration warning : WARNINGS) {
        if (left.compareTo(warning) > 0) {
          deadlines.add(
              timers.schedule(left.minus(warning), () -> self.accept(new RoomCommand.Warn())));
        }
      }
    }
  }

  /** The orb and a client alone do not start a session. True if it began just now. */
  boolean startIfCoachIsHere() {
    Attendance coach = seats.attendance().get(Role.COACH);
    if (status != RoomStatus.WAITING || coach == null || coach.joinedAt() == null) {
      return false;
    }
    status = RoomStatus.ACTIVE;
    actualStart = coach.joinedAt();
    effects.emit(new RoomEvent.RoomStarted(spec.roomId(), actualStart));
    setTimers();
    return true;
  }

  /** A started room does not wait for ever for people to come back. */
  void watchEmptiness() {
    boolean empty = status == RoomStatus.ACTIVE && !seats.anybody();
    if (!empty && emptyTimer != null) {
      emptyTimer.cancel();
      emptyTimer = null;
    } else if (empty && emptyTimer == null) {
      Duration left = Duration.between(clock.instant(), emptyLimit());
      emptyTimer = timers.schedule(left, () -> self.accept(new RoomCommand.EmptyTooLong()));
    }
  }

  /** When an empty room ends if nobody comes. */
  Instant emptyLimit() {
    Instant since = seats.lastPersonLeft();
    return (since == null ? clock.instant() : since).plus(config.emptyTimeout());
  }

  boolean isEmptyStill() {
    return status == RoomStatus.ACTIVE && !seats.anybody();
  }

  void end(EndReason reason, Instant at) {
    status = RoomStatus.ENDED;
    endedAt = at;
    endReason = reason;
    deadlines.forEach(Timers.Timer::cancel);
    deadlines.clear();
    if (emptyTimer != null) {
      emptyTimer.cancel();
      emptyTimer = null;
    }
  }

  /** From the actual start to the end. */
  Duration length() {
    return actualStart == null || endedAt == null
        ? Duration.ZERO
        : Duration.between(actualStart, endedAt);
  }
}
