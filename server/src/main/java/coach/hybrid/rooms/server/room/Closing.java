package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.summary.Summarizer;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.summary.SummaryRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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

  /** For the orb's own summary (DESIGN, The orb), and for what was said last. */
  private static final Duration LAST_WORDS_WAIT = Duration.ofSeconds(5);

  private final String roomId;
  private final Lifecycle lifecycle;
  private final Seats seats;
  private final Effects effects;
  private final Transcripts transcripts;
  private final Summarizer summarizer;
  private final Executor workers;
  private final Clock clock;
  private final Timers timers;
  private final Consumer<RoomCommand> self;
  private Timers.@Nullable Timer lateTimer;
  private Timers.@Nullable Timer lastWordsTimer;
  private boolean awaitsOrb;
  private boolean awaitsWords;
  private boolean announced;
  private @Nullable String orbSummary;
  private @Nullable Summary summary;

  Closing(
      String roomId,
      Lifecycle lifecycle,
      Seats seats,
      Effects effects,
      Transcripts transcripts,
      RoomPorts ports,
      Consumer<RoomCommand> self) {
    this.roomId = roomId;
    this.lifecycle = lifecycle;
    this.seats = seats;
    this.effects = effects;
    this.transcripts = transcripts;
    this.summarizer = ports.summarizer();
    this.workers = ports.workers();
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
   * @param awaitsWords whether something that was said is still to be written down
   */
  void begin(boolean awaitsOrb, boolean awaitsWords) {
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
    this.awaitsOrb = awaitsOrb && orbSummary == null;
    this.awaitsWords = awaitsWords;
    if (this.awaitsOrb || this.awaitsWords) {
      lastWordsTimer =
          timers.schedule(LAST_WORDS_WAIT, () -> self.accept(new RoomCommand.LastWordsAreLate()));
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
    awaitsOrb = false;
    summarizeIfComplete();
  }

  /** Everything that was said is written down. */
  void wordsAreIn() {
    awaitsWords = false;
    summarizeIfComplete();
  }

  void lastWordsAreLate() {
    awaitsOrb = false;
    awaitsWords = false;
    summarizeIfComplete();
  }

  private void summarizeIfComplete() {
    if (lastWordsTimer != null && !awaitsOrb && !awaitsWords) {
      lastWordsTimer.cancel();
      lastWordsTimer = null;
      summarize();
    }
  }

  /** With the words as they are written when somebody has time for it. */
  private void summarize() {
    SummaryRequest wordless = request();
    var _ =
        CompletableFuture.supplyAsync(() -> wordless.with(transcripts.of(roomId)), workers)
            .thenCompose(summarizer::summarize)
            .whenComplete(
                (made, failure) -> self.accept(new RoomCommand.Summarized(made, failure)));
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

  /** What was made of words that are not to be known any more is made anew, without them. */
  void forgetWords() {
    orbSummary = null;
    if (summary != null) {
      summary = null;
      summarize();
    }
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
