package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one room and what each command makes of it. Only touched by the thread that drains
 * the room's mailbox. A bug in here ends this room and no other.
 */
final class Deciding {
  private static final Logger log = LoggerFactory.getLogger(Deciding.class);

  private final RoomSpec spec;
  private final Clock clock;
  private final RoomEvent.Listener listener;
  private final Effects effects;
  private final Announcer announcer;
  private final Seating seating;
  private final Lifecycle lifecycle;
  private final Closing closing;
  private final Transcribing transcribing;
  private final Transcripts transcripts;
  private final Assisting assisting;
  private final Keeping keeping;
  private final Receiving receiving;
  private final Reporting reporting;
  private final Renewing renewing;
  private final Forwarding forwarding;

  Deciding(
      RoomSpec spec,
      Instant createdAt,
      long ownerEpoch,
      RoomConfig config,
      RoomPorts ports,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    clock = ports.clock();
    listener = ports.listener();
    Seats seats = new Seats();
    Measures measures = new Measures();
    Consents consents = new Consents();
    Ledger ledger = new Ledger(ports.store(), ownerEpoch, spec.roomId(), createdAt);
    effects = new Effects(ports.listener(), ledger);
    lifecycle = new Lifecycle(spec, createdAt, config, ports, effects, seats, self);
    announcer =
        new Announcer(
            ports.clock(),
            ports.timers(),
            ports.iceServers(),
            effects,
            seats,
            consents,
            lifecycle::describe,
            self);
    seating =
        new Seating(spec, config, ports, effects, seats, measures, lifecycle, announcer, self);
    transcripts = new Transcripts(ports.store());
    transcribing =
        new Transcribing(
            spec, ports, effects, seats, consents, measures, lifecycle, announcer, self);
    closing = new Closing(spec.roomId(), lifecycle, seats, effects, transcripts, ports, self);
    assisting =
        new Assisting(
            spec,
            createdAt,
            ports,
            effects,
            seats,
            consents,
            measures,
            seating,
            lifecycle,
            closing,
            announcer,
            transcribing,
            self);
    Removals removals = new Removals(ports.clock());
    keeping =
        new Keeping(
            spec, createdAt, ports, ledger, effects, seats, measures, lifecycle, closing, assisting,
            consents, removals, self);
    forwarding = new Forwarding(effects, seats, consents, lifecycle, ledger);
    reporting =
        new Reporting(
            spec, config, ports, effects, seats, measures, lifecycle, transcribing, forwarding);
    receiving =
        new Receiving(
            effects,
            seating,
            new Relaying(effects, seats, consents, measures, ports.clock()),
            lifecycle,
            assisting,
            reporting,
            new Removing(effects, seats, seating, assisting, forwarding, transcribing, removals));
    renewing = new Renewing(spec, ports, effects, seating, self);
  }

  void restore(RoomRecord record, Instant lastAlive) {
    keeping.restore(record, lastAlive);
  }

  /** For all threads. */
  RoomSnapshot snapshot() {
    return keeping.snapshot();
  }

  void handle(RoomCommand command) {
    try {
      decide(command);
      if (mayChangeState(command)) {
        lifecycle.watchEmptiness();
        assisting.review();
        transcribing.review();
        forwarding.review();
        renewing.review();
        if (!transcribing.awaitsWords()) {
          closing.wordsAreIn();
        }
        keeping.settle(
            command instanceof RoomCommand.Save || command instanceof RoomCommand.Reopen);
        forwarding.publish();
      } else {
        if (isReport(command)) {
          keeping.linksReported();
        }
        effects.release();
      }
    } catch (RuntimeException | Error e) {
      // Errors too: one that got out would leave the mailbox waiting for its drainer for ever.
      log.error("room {} broke and is closed", spec.roomId(), e);
      breakDown();
    }
  }

  /** Most of what is said leaves the room as it is: to each other, and of what was measured. */
  static boolean mayChangeState(RoomCommand command) {
    return !(command instanceof RoomCommand.AskLinks)
        && !(command instanceof RoomCommand.Receive(_, var message, _)
            && (message instanceof ClientMessage.Relayed
                || message instanceof ClientMessage.Ping
                || message instanceof ClientMessage.SetLinkState
                || message instanceof ClientMessage.ReportStats));
  }

  private static boolean isReport(RoomCommand command) {
    return command instanceof RoomCommand.Receive(_, ClientMessage.ReportStats _, _);
  }

  private void decide(RoomCommand command) {
    switch (command) {
      case RoomCommand.Create(var done) -> {
        lifecycle.setTimers();
        assisting.begin();
        answer(done);
      }
      case RoomCommand.Ask(var done) -> answer(done);
      case RoomCommand.AskLinks(var done) ->
          done.complete(
              reporting.view(
                  receiving.messages(),
                  keeping.commits(),
                  keeping.writtenChars(),
                  renewing.nextDue(),
                  announcer.nextIceRenewal(),
                  assisting.alarms()));
      case RoomCommand.Retire(var then) -> {
        keeping.retire();
        effects.then(then);
      }
      case RoomCommand.Reopen _ -> {
        reopenSeats();
        assisting.comeBack();
      }
      case RoomCommand.Open(var outbox, var entrant) -> receiving.admit(outbox, entrant);
      case RoomCommand.Receive(var outbox, var message, var text) ->
          receiving.received(outbox, message, text);
      case RoomCommand.Lose(var outbox, var at) -> {
        effects.forget(outbox);
        seating.lose(outbox, at);
      }
      case RoomCommand.LeaveSeat(var userId, var instanceId, var done) -> {
        seating.leaveSeat(userId, instanceId);
        answer(done);
      }
      case RoomCommand.JoinTimeout(var outbox) -> seating.joinTimedOut(outbox);
      case RoomCommand.GraceOver(var seat, var loss) -> seating.graceOver(seat, loss);
      case RoomCommand.RenewIceServers _ -> announcer.renewIceServers();
      case RoomCommand.OrbHappened(var event) -> assisting.happened(event);
      case RoomCommand.OrbSaid(var generation, var message) -> assisting.said(generation, message);
      case RoomCommand.OrbReported(var outbox, var report) -> receiving.reported(outbox, report);
      case RoomCommand.OpenAudio(var inlet, var entrant) -> transcribing.open(inlet, entrant);
      case RoomCommand.LoseAudio(var inlet) -> transcribing.lost(inlet);
      case RoomCommand.OpenRelay(var inlet, var entrant, var instanceId) ->
          forwarding.open(inlet, entrant, instanceId);
      case RoomCommand.LoseRelay(var inlet) -> forwarding.lost(inlet);
      case RoomCommand.RenewTokens _ -> renewing.timerFired();
      case RoomCommand.Said(var voice, var speech) -> {
        if (!closing.announced()) {
          transcribing.said(voice, speech);
        }
      }
      case RoomCommand.Drained(var voice) -> transcribing.drained(voice);
      case RoomCommand.LastWordsAreLate _ -> closing.lastWordsAreLate();
      case RoomCommand.OrbTimerFired(var timer, var serial) -> assisting.timerFired(timer, serial);
      case RoomCommand.DismissOrb(var orbId, var done) -> {
        boolean known = assisting.dismiss(orbId);
        effects.then(() -> done.complete(known));
      }
      case RoomCommand.Reserve(var until, var done) -> {
        lifecycle.reserve(until);
        answer(done);
      }
      case RoomCommand.Configure(var change, var done) -> configure(change, done);
      case RoomCommand.ForgetWords(var done) -> forgetWords(done);
      case RoomCommand.Warn _ -> announcer.announceRoomState();
      case RoomCommand.Deadline _ -> finish(EndReason.TIMEOUT, lifecycle.deadline());
      case RoomCommand.EmptyTooLong _ -> endIfEmpty();
      case RoomCommand.End(var reason, var done) -> {
        finish(reason);
        answer(done);
      }
      case RoomCommand.Summarized(var summary, var failure) -> closing.summarized(summary, failure);
      case RoomCommand.SummaryIsLate _ -> closing.summaryIsLate();
      case RoomCommand.Save _ -> {
        // Settling does it.
      }
    }
  }

  /** The caller hears of it when it is safe. */
  private void answer(CompletableFuture<RoomSnapshot> done) {
    effects.then(() -> done.complete(snapshot()));
  }

  private void reopenSeats() {
    if (lifecycle.status() == RoomStatus.ENDED) {
      closing.begin(false, false);
    } else {
      lifecycle.setTimers();
      seating.awaitReturns();
    }
  }

  private void configure(RoomSettings.Change change, CompletableFuture<RoomSnapshot> done) {
    if (lifecycle.status() != RoomStatus.ENDED) {
      lifecycle.configure(change);
      if (!lifecycle.settings().expectsOrb()) {
        seating.dismissal().dismissOrb(spec.orbUserId());
      }
      announcer.announceRoomState();
    }
    answer(done);
  }

  private void forgetWords(CompletableFuture<RoomSnapshot> done) {
    try {
      transcripts.erase(spec.roomId()).forEach(transcribing::takeBack);
    } catch (StoreException e) {
      done.completeExceptionally(e); // Nothing has changed; it can be asked again.
      return;
    }
    closing.forgetWords();
    answer(done);
  }

  private void endIfEmpty() {
    if (lifecycle.isEmptyStill()) {
      finish(EndReason.SESSION_COMPLETED, lifecycle.emptyLimit());
    }
  }

  private void finish(EndReason reason) {
    finish(reason, clock.instant());
  }

  /**
   * Everybody out.
   *
   * @param limit when it had to end; if the service was away then, that was the end all the same
   */
  private void finish(EndReason reason, Instant limit) {
    if (lifecycle.status() == RoomStatus.ENDED) {
      return;
    }
    Instant now = clock.instant();
    Instant at = limit.isBefore(now) ? limit : now;
    seating
        .dismissal()
        .clear(
            at,
            reason == EndReason.ERROR ? CloseCode.INTERNAL : CloseCode.ROOM_ENDED,
            reason.wireName());
    lifecycle.end(reason, at);
    RoomUse use = new RoomUse(receiving.messages(), keeping.commits(), keeping.writtenChars());
    effects.then(() -> listener.used(spec.roomId(), use));
    closing.begin(assisting.mayStillSpeak(), transcribing.awaitsWords());
  }

  private void breakDown() {
    try {
      effects.discard();
      if (lifecycle.status() != RoomStatus.ENDED) {
        effects.emit(keeping.failure());
      }
      finish(EndReason.ERROR);
      assisting.review();
      forwarding.review();
      keeping.settle(false);
    } catch (RuntimeException | Error e) {
      log.error("room {} could not be closed in order", spec.roomId(), e);
    }
  }
}
