package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room: a mailbox drained by one thread at a time, the only writer of the room's state. Anybody
 * may post; readers take {@link #snapshot()}. A bug in here ends this room and no other.
 */
public final class Room {
  private static final Logger log = LoggerFactory.getLogger(Room.class);

  private final RoomSpec spec;
  private final Clock clock;
  private final RoomEvent.Listener listener;
  private final Mailbox<RoomCommand> mailbox;

  // The state: only touched by the thread that drains the mailbox.
  private final Effects effects;
  private final Announcer announcer;
  private final Seating seating;
  private final Relaying relaying;
  private final Reporting reporting;
  private final Lifecycle lifecycle;
  private final Closing closing;
  private final Transcribing transcribing;
  private final Transcripts transcripts;
  private final Assisting assisting;
  private final Removing removing;
  private final Keeping keeping;
  private long messages;

  /** A room that was ordered just now; {@link #create} makes it known. */
  Room(RoomSpec spec, Instant createdAt, long ownerEpoch, RoomConfig config, RoomPorts ports) {
    this.spec = spec;
    clock = ports.clock();
    listener = ports.listener();
    mailbox = new Mailbox<>(this::handle, Room::mayChangeState, ports.workers());
    Seats seats = new Seats();
    Measures measures = new Measures();
    Consents consents = new Consents();
    Ledger ledger = new Ledger(ports.store(), ownerEpoch, spec.roomId(), createdAt);
    effects = new Effects(ports.listener(), ledger);
    lifecycle = new Lifecycle(spec, createdAt, config, ports, effects, seats, mailbox::post);
    announcer =
        new Announcer(
            ports.timers(),
            ports.iceServers(),
            effects,
            seats,
            consents,
            lifecycle::describe,
            mailbox::post);
    seating =
        new Seating(
            spec, config, ports, effects, seats, measures, lifecycle, announcer, mailbox::post);
    relaying = new Relaying(effects, seats, consents, measures, ports.clock());
    reporting =
        new Reporting(spec.roomId(), config, ports, effects, seats, measures, lifecycle);
    transcripts = new Transcripts(ports.store());
    transcribing =
        new Transcribing(
            spec, ports, effects, seats, consents, measures, lifecycle, announcer, mailbox::post);
    closing =
        new Closing(spec.roomId(), lifecycle, seats, effects, transcripts, ports, mailbox::post);
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
            mailbox::post);
    removing = new Removing(effects, seats, seating, assisting);
    keeping =
        new Keeping(
            spec,
            createdAt,
            ports,
            ledger,
            effects,
            seats,
            measures,
            lifecycle,
            closing,
            assisting,
            consents,
            mailbox::post);
  }

  /** A room as it was before a restart; {@link #reopen} sets it going. */
  static Room restored(
      RoomRecord record, long ownerEpoch, Instant lastAlive, RoomConfig config, RoomPorts ports) {
    RoomRecord.Committed stored = record.committed();
    Room room = new Room(stored.spec(), stored.createdAt(), ownerEpoch, config, ports);
    room.keeping.restore(record, lastAlive);
    return room;
  }

  public RoomSpec spec() {
    return spec;
  }

  public RoomSnapshot snapshot() {
    return keeping.snapshot();
  }

  /** Completes when the new room is written. */
  CompletableFuture<RoomSnapshot> create() {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Create(done));
    return done;
  }

  /** Completes when everything said to the room before is written. */
  CompletableFuture<RoomSnapshot> written() {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Ask(done));
    return done;
  }

  /** Participants can come back from now on, and have their grace for it. */
  void reopen() {
    mailbox.post(new RoomCommand.Reopen());
  }

  /** Nothing is written from now on: the room is about to be forgotten. */
  void retire(Runnable then) {
    mailbox.post(new RoomCommand.Retire(then));
  }

  /** A socket the door let in; its first message must be {@code join}. */
  public void open(Outbox outbox, Entrant entrant) {
    mailbox.post(new RoomCommand.Open(outbox, entrant));
  }

  /**
   * A message from that socket. May be called by a thread that must not wait with what peers say to
   * each other.
   *
   * @param text what the message was decoded from
   */
  public void receive(Outbox outbox, ClientMessage message, String text) {
    mailbox.postInPassing(new RoomCommand.Receive(outbox, message, text));
  }

  /** What an orb says to the service alone, over its socket. */
  public void report(Outbox outbox, OrbReport report) {
    mailbox.post(new RoomCommand.OrbReported(outbox, report));
  }

  /**
   * That socket is gone.
   *
   * @param at when it was last known to live
   */
  public void lose(Outbox outbox, Instant at) {
    mailbox.post(new RoomCommand.Lose(outbox, at));
  }

  /** A socket by which that person's voice would come in; the room says whether it may. */
  public void openAudio(AudioInlet inlet, Entrant entrant) {
    mailbox.post(new RoomCommand.OpenAudio(inlet, entrant));
  }

  /** That socket is gone. */
  public void loseAudio(AudioInlet inlet) {
    mailbox.post(new RoomCommand.LoseAudio(inlet));
  }

  /** The page of this instance closed and says so; completes when that is written. */
  public CompletableFuture<RoomSnapshot> leave(String userId, String instanceId) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.LeaveSeat(userId, instanceId, done));
    return done;
  }

  /** How the links between its participants stand; nothing is waited for. */
  public CompletableFuture<RoomLinks> links() {
    CompletableFuture<RoomLinks> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.AskLinks(done));
    return done;
  }

  /** Remembers, through restarts, until when this room has a place. */
  CompletableFuture<RoomSnapshot> reserve(Instant until) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Reserve(until, done));
    return done;
  }

  /** Changes what may be changed; the answer is the room afterwards, unchanged if it has ended. */
  public CompletableFuture<RoomSnapshot> configure(RoomSettings.Change change) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.Configure(change, done));
    return done;
  }

  /** Deletes what was said, and what was made of it; completes when that is written. */
  public CompletableFuture<RoomSnapshot> forgetWords() {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.ForgetWords(done));
    return done;
  }

  /** Ends that orb, if it is the present one; the answer says whether it was. */
  public CompletableFuture<Boolean> dismissOrb(String orbId) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.DismissOrb(orbId, done));
    return done;
  }

  /** Ends the room; the answer is the room as it ended, also if it had ended before. */
  public CompletableFuture<RoomSnapshot> end(EndReason reason) {
    CompletableFuture<RoomSnapshot> done = new CompletableFuture<>();
    mailbox.post(new RoomCommand.End(reason, done));
    return done;
  }

  private void handle(RoomCommand command) {
    try {
      decide(command);
      if (mayChangeState(command)) {
        lifecycle.watchEmptiness();
        assisting.review();
        transcribing.review();
        if (!transcribing.awaitsWords()) {
          closing.wordsAreIn();
        }
        keeping.settle(
            command instanceof RoomCommand.Save || command instanceof RoomCommand.Reopen);
      } else {
        effects.release();
      }
    } catch (RuntimeException | Error e) {
      // Errors too: one that got out would leave the mailbox waiting for its drainer for ever.
      log.error("room {} broke and is closed", spec.roomId(), e);
      breakDown();
    }
  }

  /**
   * What peers say to each other leaves the room as it is, and is most of what is said; so does
   * what they measure.
   */
  private static boolean mayChangeState(RoomCommand command) {
    return !(command instanceof RoomCommand.AskLinks)
        && !(command instanceof RoomCommand.Receive(_, var message, _)
            && (message instanceof ClientMessage.Relayed
                || message instanceof ClientMessage.Ping
                || message instanceof ClientMessage.ReportStats));
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
          done.complete(reporting.view(messages, keeping.commits(), keeping.writtenChars()));
      case RoomCommand.Retire(var then) -> {
        keeping.retire();
        effects.then(then);
      }
      case RoomCommand.Reopen _ -> {
        reopenSeats();
        assisting.comeBack();
      }
      case RoomCommand.Open(var outbox, var entrant) -> admit(outbox, entrant);
      case RoomCommand.Receive(var outbox, var message, var text) -> {
        Visitor visitor = seating.visitor(outbox);
        messages++;
        if (visitor != null) {
          listen(visitor, message, text);
        }
      }
      case RoomCommand.Lose(var outbox, var at) -> seating.lose(outbox, at);
      case RoomCommand.LeaveSeat(var userId, var instanceId, var done) -> {
        seating.leaveSeat(userId, instanceId);
        answer(done);
      }
      case RoomCommand.JoinTimeout(var outbox) -> seating.joinTimedOut(outbox);
      case RoomCommand.GraceOver(var seat, var loss) -> seating.graceOver(seat, loss);
      case RoomCommand.RenewIceServers _ -> announcer.renewIceServers();
      case RoomCommand.OrbHappened(var event) -> assisting.happened(event);
      case RoomCommand.OrbSaid(var generation, var message) -> assisting.said(generation, message);
      case RoomCommand.OrbReported(var outbox, var report) -> {
        Visitor visitor = seating.visitor(outbox);
        if (visitor != null) {
          assisting.reported(visitor.entrant(), report);
        }
      }
      case RoomCommand.OpenAudio(var inlet, var entrant) -> transcribing.open(inlet, entrant);
      case RoomCommand.LoseAudio(var inlet) -> transcribing.lost(inlet);
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

  private void admit(Outbox outbox, Entrant entrant) {
    EndReason ended = lifecycle.endReason();
    if (ended != null) {
      effects.close(outbox, CloseCode.ROOM_ENDED, ended.wireName());
    } else if (!assisting.admits(entrant)) {
      effects.close(outbox, CloseCode.FORBIDDEN, "this orb's time is over");
    } else {
      seating.open(outbox, entrant);
    }
  }

  private void listen(Visitor visitor, ClientMessage message, String text) {
    if (!assisting.admits(visitor.entrant()) && message instanceof ClientMessage.Join) {
      seating.turnAway(visitor);
      return;
    }
    Seat seat = visitor.seat();
    if (seat != null) {
      assisting.heard(seat);
    }
    dispatch(visitor, message, text);
  }

  private void dispatch(Visitor visitor, ClientMessage message, String text) {
    Outbox outbox = visitor.outbox();
    Seat seat = visitor.seat();
    switch (message) {
      case ClientMessage.Join join -> seating.join(visitor, join);
      case ClientMessage.Ping _ -> effects.send(outbox, new ServerMessage.Pong());
      case ClientMessage.Leave _ -> seating.leave(visitor);
      case ClientMessage other when seat == null ->
          effects.send(
              outbox,
              new ServerMessage.Refused(
                  ErrorCode.NOT_JOINED, "the first message must be join", null, null));
      case ClientMessage.Relayed relayed -> relaying.relay(seat, outbox, relayed, text);
      case ClientMessage.SetMediaState media -> relaying.setMediaState(seat, outbox, media);
      case ClientMessage.SetSpeaking speaking -> relaying.setSpeaking(seat, speaking);
      case ClientMessage.SetConsent(var consent) -> assisting.setConsent(seat, outbox, consent);
      case ClientMessage.ControlOrb(var action) -> assisting.control(seat, outbox, action);
      case ClientMessage.SetLinkState state -> relaying.setLinkState(seat, outbox, state);
      case ClientMessage.ReportStats stats -> reporting.take(seat, stats);
      case ClientMessage.Kick kick -> removing.kick(seat, outbox, kick);
      case ClientMessage.ReportAiStatus ai -> relaying.reportAiStatus(seat, outbox, ai);
      case ClientMessage.AnnounceOrbShutdown bye -> relaying.announceOrbShutdown(seat, outbox, bye);
    }
  }

  private void configure(RoomSettings.Change change, CompletableFuture<RoomSnapshot> done) {
    if (lifecycle.status() != RoomStatus.ENDED) {
      lifecycle.configure(change);
      if (!lifecycle.settings().expectsOrb()) {
        seating.dismissOrb(spec.orbUserId());
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
    seating.clear(
        at,
        reason == EndReason.ERROR ? CloseCode.INTERNAL : CloseCode.ROOM_ENDED,
        reason.wireName());
    lifecycle.end(reason, at);
    RoomUse use = new RoomUse(messages, keeping.commits(), keeping.writtenChars());
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
      keeping.settle(false);
    } catch (RuntimeException | Error e) {
      log.error("room {} could not be closed in order", spec.roomId(), e);
    }
  }
}
