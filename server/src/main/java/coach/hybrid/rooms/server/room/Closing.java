package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.summary.Summarizer;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.summary.SummaryRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said after the end: {@code summary-ready} before {@code room-ended} if the summary is
 * quick, after it if not (DESIGN, Rooms). Only touched by the thread that drains the room's
 * mailbox.
 */
final class Closing {
  /** The main app closes its event socket at {@code room-ended}: a quick summary comes first. */
  private static final Duration SUMMARY_WAIT = Duration.ofSeconds(10);

  /** DESIGN, The orb. */
  private static final Duration ORB_WAIT = Duration.ofSeconds(5);

  private final String roomId;
  private final Lifecycle lifecycle;
  private final Seats seats;
  private final Effects effects;
  private final Summarizer summarizer;
  private final Clock clock;
  private final Timers timers;
  private final Consumer<RoomCommand> self;
  private Timers.@Nullable Timer lateTimer;
  private Timers.@Nullable Timer orbTimer;
  private boolean announced;
  private @Nullable String orbSummary;
  private @Nullable Summary summary;

  Closing(
      String roomId,
      Lifecycle lifecycle,
      Seats seats,
      Effects effects,
      RoomPorts ports,
      Consumer<RoomCommand> self) {
    this.roomId = roomId;
    this.lifecycle = lifecycle;
    this.seats = seats;
    this.effects = effects;
    this.summarizer = ports.summarizer();
    this.clock = ports.clock();
    this.timers = ports.timers();
    this.self = self;
  }

  void restore(RoomRecord.Committed stored) {
    announced = stored.endAnnounced();
    summary = stored.summary();
    orbSummary = stored.orbSummary();
  }

  boolean announced() {
    return announced;
  }

  @Nullable Summary summary() {
    return summary;
  }

  @Nullable String orbSummary() {
    return orbSummary;
  }

  /**
   * The room has ended; also called after a restart that came in between.
   *
   * @param awaitsOrb whether an orb is there that may say what it made of the session
   */
  void begin(boolean awaitsOrb) {
    if (!lifecycle.settings().features().generateSummary() || lifecycle.actualStart() == null) {
      announce();
      return;
    }
    if (summary != null) {
      announce();
      return;
    }
    if (!announced) {
      lateTimer = timers.schedule(SUMMARY_WAIT, () -> self.accept(new RoomCommand.SummaryIsLate()));
    }
    if (awaitsOrb && orbSummary == null) {
      orbTimer = timers.schedule(ORB_WAIT, () -> self.accept(new RoomCommand.OrbSummaryIsLate()));
    } else {
      summarize();
    }
  }

  /** What the orb made of the session; only the first counts. */
  void orbSummarized(String json) {
    if (orbSummary == null) {
      orbSummary = json;
    }
    orbHasSpoken();
  }

  /** Nothing more is to be expected of the orb. */
  void orbHasSpoken() {
    if (orbTimer != null) {
      orbTimer.cancel();
      orbTimer = null;
      summarize();
    }
  }

  private void summarize() {
    summarizer
        .summarize(request())
        .whenComplete((made, failure) -> self.accept(new RoomCommand.Summarized(made, failure)));
  }

  private SummaryRequest request() {
    return new SummaryRequest(
        roomId,
        lifecycle.length(),
        present(Role.COACH),
        present(Role.CLIENT),
        orbSummary,
        List.of());
  }

  private Duration present(Role role) {
    return seats.attendance().getOrDefault(role, Attendance.NONE).total(clock.instant());
  }

  void summarized(@Nullable Summary made, @Nullable Throwable failure) {
    if (lateTimer != null) {
      lateTimer.cancel();
    }
    if (made != null && summary == null) {
      summary = made;
      Instant now = clock.instant();
      Instant ended = lifecycle.endedAt();
      Duration took = ended == null ? Duration.ZERO : Duration.between(ended, now);
      effects.emit(new RoomEvent.SummaryReady(roomId, now, took));
    } else if (failure != null) {
      effects.emit(
          new RoomEvent.Failed(
              roomId,
              clock.instant(),
              RoomEvent.Failed.SUMMARY,
              "The session could not be summed up."));
    }
    announce();
  }

  void summaryIsLate() {
    announce();
  }

  private void announce() {
    Instant ended = lifecycle.endedAt();
    EndReason reason = lifecycle.endReason();
    if (announced || ended == null || reason == null) {
      return;
    }
    announced = true;
    effects.emit(
        new RoomEvent.RoomEnded(roomId, ended, reason, summary != null, lifecycle.length()));
  }
}
