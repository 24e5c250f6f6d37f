package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.room.RoomRecord.Committed;
import coach.hybrid.rooms.server.room.RoomRecord.Measured;
import coach.hybrid.rooms.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the room: writes what has changed and only then lets it be seen, and gives it back after a
 * restart. While the store cannot write, changes wait and everything else goes on. Only touched by
 * the thread that drains the room's mailbox, except for the snapshot.
 */
final class Keeping {
  private static final Logger log = LoggerFactory.getLogger(Keeping.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** How long a mere count may stay unwritten. */
  private static final Duration COUNT_DELAY = Duration.ofSeconds(2);

  /** Likewise, what was measured on the links: it comes all the time. */
  private static final Duration LINKS_DELAY = Duration.ofMinutes(1);

  private final RoomSpec spec;
  private final Instant createdAt;
  private final Clock clock;
  private final Timers timers;
  private final EventLog eventLog;
  private final Ledger ledger;
  private final Effects effects;
  private final Seats seats;
  private final Measures measures;
  private final Lifecycle lifecycle;
  private final Closing closing;
  private final Assisting assisting;
  private final Consents consents;
  private final Removals removals;
  private final Consumer<RoomCommand> self;
  private Timers.@Nullable Timer saveTimer;
  private Instant saveDue = Instant.EPOCH;
  private boolean linksUnwritten;
  private boolean failing;
  private boolean retired;
  private long loggedSeq = -1;

  private volatile RoomSnapshot snapshot;

  Keeping(
      RoomSpec spec,
      Instant createdAt,
      RoomPorts ports,
      Ledger ledger,
      Effects effects,
      Seats seats,
      Measures measures,
      Lifecycle lifecycle,
      Closing closing,
      Assisting assisting,
      Consents consents,
      Removals removals,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.createdAt = createdAt;
    this.clock = ports.clock();
    this.timers = ports.timers();
    this.eventLog = ports.log();
    this.ledger = ledger;
    this.effects = effects;
    this.seats = seats;
    this.measures = measures;
    this.lifecycle = lifecycle;
    this.closing = closing;
    this.assisting = assisting;
    this.consents = consents;
    this.removals = removals;
    this.self = self;
    this.snapshot = describe();
  }

  RoomSnapshot snapshot() {
    return snapshot;
  }

  void restore(RoomRecord record, Instant lastAlive) {
    seats.restore(record.committed(), record.measured(), lastAlive);
    measures.restore(record.measured(), lastAlive);
    measures.links().restore(record.links());
    lifecycle.restore(record.committed());
    closing.restore(record.committed());
    assisting.restore(record.committed().orb());
    consents.restore(Objects.requireNonNullElse(record.committed().consents(), Map.of()));
    removals.restore(Objects.requireNonNullElse(record.committed().removed(), Map.of()));
    ledger.restore(record);
    loggedSeq = record.seq();
    eventLog.committed(spec.roomId(), record.seq());
    snapshot = describe();
  }

  long commits() {
    return ledger.commits();
  }

  long writtenChars() {
    return ledger.writtenChars();
  }

  void retire() {
    retired = true;
    if (saveTimer != null) {
      saveTimer.cancel();
    }
  }

  RoomEvent failure() {
    return new RoomEvent.Failed(
        spec.roomId(), clock.instant(), RoomEvent.Failed.ROOM, "The room broke and was closed.");
  }

  /**
   * The command is through: its state is written if it must be, then shown.
   *
   * @param retry whether this is the time to write what could not or need not be written before
   */
  void settle(boolean retry) {
    if (retry) {
      saveTimer = null;
    }
    if (retired) {
      effects.releaseAll();
      return;
    }
    Committed committed = committed();
    Measured measured = measured();
    boolean must = ledger.mustWrite(committed);
    if (must && failing && !retry) {
      saveIn(RETRY);
      effects.hold();
      return;
    }
    if (must || (retry && (linksUnwritten || ledger.hasNews(measured)))) {
      if (!write(committed, measured) && must) {
        effects.hold();
        return;
      }
    }
    publish();
    effects.releaseAll();
    if (ledger.hasNews(measured)) {
      saveIn(COUNT_DELAY);
    }
  }

  private boolean write(Committed committed, Measured measured) {
    try {
      ledger.write(committed, measured, measures.links().write());
    } catch (StoreException e) {
      if (!failing) {
        log.error("room {} cannot be written; its changes wait", spec.roomId(), e);
      }
      failing = true;
      saveIn(RETRY);
      return false;
    }
    if (failing) {
      log.info("room {} is written again", spec.roomId());
    }
    failing = false;
    linksUnwritten = false;
    if (saveTimer != null) {
      saveTimer.cancel();
      saveTimer = null;
    }
    long seq = ledger.lastSeq();
    if (seq != loggedSeq) {
      loggedSeq = seq;
      effects.then(() -> eventLog.committed(spec.roomId(), seq));
    }
    return true;
  }

  /** Somebody has measured something; it need not be written soon. */
  void linksReported() {
    if (!linksUnwritten && !retired) {
      linksUnwritten = true;
      saveIn(LINKS_DELAY);
    }
  }

  private void saveIn(Duration delay) {
    Instant due = clock.instant().plus(delay);
    if (saveTimer != null && !due.isBefore(saveDue)) {
      return;
    }
    if (saveTimer != null) {
      saveTimer.cancel();
    }
    saveDue = due;
    saveTimer = timers.schedule(delay, () -> self.accept(new RoomCommand.Save()));
  }

  private void publish() {
    RoomSnapshot next = describe();
    if (!next.equals(snapshot)) {
      snapshot = next;
    }
  }

  private RoomSnapshot describe() {
    return new RoomSnapshot(
        spec,
        createdAt,
        lifecycle.settings(),
        lifecycle.status(),
        lifecycle.actualStart(),
        lifecycle.endedAt(),
        lifecycle.endReason(),
        lifecycle.reservedUntil(),
        seats.attendance(),
        measures.talk(),
        measures.reconnections(),
        closing.summary(),
        assisting.state(),
        removals.all());
  }

  /** Which socket lives is nothing to keep. */
  private Committed committed() {
    Map<Role, Attendance> attendance =
        seats.attendance().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().back()));
    return new Committed(
        spec,
        createdAt,
        lifecycle.settings(),
        lifecycle.status(),
        lifecycle.actualStart(),
        lifecycle.endedAt(),
        lifecycle.endReason(),
        lifecycle.reservedUntil(),
        closing.announced(),
        closing.summary(),
        assisting.state(),
        closing.orbSummary(),
        consents.all(),
        attendance,
        seats.all().stream().map(Seat::toRecord).toList(),
        seats.generations(),
        removals.all());
  }

  private Measured measured() {
    Map<String, MediaFlags> media = new HashMap<>();
    Map<String, Instant> lost = new HashMap<>();
    for (Seat seat : seats.all()) {
      media.put(seat.userId(), seat.media());
      Instant lostAt = seat.lostAt();
      if (lostAt != null) {
        lost.put(seat.userId(), lostAt);
      }
    }
    return new Measured(
        measures.talk(), measures.reconnections(), media, lost, measures.utterances());
  }
}
