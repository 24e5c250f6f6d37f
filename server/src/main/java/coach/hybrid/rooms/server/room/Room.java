package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.room.RoomSnapshot.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One room: a mailbox drained by one thread at a time, the only writer of the room's state. Anybody
 * may post; readers take {@link #snapshot()}. A bug in here ends this room and no other.
 */
public final class Room {
  private static final Logger log = LoggerFactory.getLogger(Room.class);

  /** A room nobody scheduled and no coach came to. */
  private static final Duration UNSCHEDULED_WAIT = Duration.ofHours(24);

  private final RoomSpec spec;
  private final Clock clock;
  private final Timers timers;
  private final Mailbox<RoomCommand> mailbox = new Mailbox<>(this::handle);

  // The state: only touched by the thread that drains the mailbox.
  private final Effects effects;
  private final Seats seats = new Seats();
  private final Announcer announcer;
  private final Seating seating;
  private final Relaying relaying;
  private Status status = Status.WAITING;
  private @Nullable Instant actualStart;
  private @Nullable Instant endedAt;
  private @Nullable EndReason endReason;
  private Timers.Timer deadline;

  private volatile RoomSnapshot snapshot;

  Room(
      RoomSpec spec,
      RoomConfig config,
      Clock clock,
      Timers timers,
      IceServerSource iceServers,
      RoomEvent.Listener events) {
    this.spec = spec;
    this.clock = clock;
    this.timers = timers;
    this.effects = new Effects(events);
    this.announcer = new Announcer(timers, iceServers, effects, seats, mailbox::post);
    this.seating =
        new Seating(spec, config, clock, timers, effects, seats, announcer, mailbox::post);
    this.relaying = new Relaying(effects, seats);
    this.snapshot = new RoomSnapshot(spec, status, null, null, null, Map.of());
    this.deadline = scheduleDeadline(startDeadline(clock.instant()));
  }

  public RoomSpec spec() {
    return spec;
  }

  public RoomSnapshot snapshot() {
    return snapshot;
  }

  /** A socket the door let in; its first message must be {@code join}. */
  public void open(Outbox outbox, Entrant entrant) {
    mailbox.post(new RoomCommand.Open(outbox, entrant));
  }

  /**
   * A message from that socket.
   *
   * @param text what the message was decoded from
   */
  public void receive(Outbox outbox, ClientMessage message, String text) {
    mailbox.post(new RoomCommand.Receive(outbox, message, text));
  }

  /**
   * That socket is gone.
   *
   * @param at when it was last known to live
   */
  public void lose(Outbox outbox, Instant at) {
    mailbox.post(new RoomCommand.Lose(outbox, at));
  }

  /** The page of this instance closed and says so. */
  public void leave(String userId, String instanceId) {
    mailbox.post(new RoomCommand.LeaveSeat(userId, instanceId));
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
        startIfCoachIsHere();
        publish();
      }
      effects.release();
    } catch (RuntimeException | Error e) {
      // Errors too: one that got out would leave the mailbox waiting for its drainer for ever.
      log.error("room {} broke and is closed", spec.roomId(), e);
      breakDown();
    }
    if (command instanceof RoomCommand.End(_, var done)) {
      done.complete(snapshot);
    }
  }

  /** What peers say to each other leaves the room as it is, and is most of what is said. */
  private static boolean mayChangeState(RoomCommand command) {
    return !(command instanceof RoomCommand.Receive(_, var message, _))
        || message instanceof ClientMessage.Join
        || message instanceof ClientMessage.Leave;
  }

  private void decide(RoomCommand command) {
    switch (command) {
      case RoomCommand.Open(var outbox, var entrant) -> admit(outbox, entrant);
      case RoomCommand.Receive(var outbox, var message, var text) -> {
        Visitor visitor = seating.visitor(outbox);
        if (visitor != null) {
          dispatch(visitor, message, text);
        }
      }
      case RoomCommand.Lose(var outbox, var at) -> seating.lose(outbox, at);
      case RoomCommand.LeaveSeat(var userId, var instanceId) ->
          seating.leaveSeat(userId, instanceId);
      case RoomCommand.JoinTimeout(var outbox) -> seating.joinTimedOut(outbox);
      case RoomCommand.GraceOver(var seat, var loss) -> seating.graceOver(seat, loss);
      case RoomCommand.RenewIceServers _ -> announcer.renewIceServers();
      case RoomCommand.Deadline _ -> finish(EndReason.TIMEOUT);
      case RoomCommand.End(var reason, _) -> finish(reason);
    }
  }

  private void admit(Outbox outbox, Entrant entrant) {
    if (endReason != null) {
      effects.close(outbox, CloseCode.ROOM_ENDED, endReason.wireName());
    } else {
      seating.open(outbox, entrant);
    }
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
      case ClientMessage.ReportAiStatus ai -> relaying.reportAiStatus(seat, outbox, ai);
      case ClientMessage.AnnounceOrbShutdown bye -> relaying.announceOrbShutdown(seat, outbox, bye);
    }
  }

  /** The orb and a client alone do not start a session. */
  private void startIfCoachIsHere() {
    Attendance coach = seats.attendance().get(Role.COACH);
    if (status != Status.WAITING || coach == null || coach.joinedAt() == null) {
      return;
    }
    Instant start = coach.joinedAt();
    status = Status.ACTIVE;
    actualStart = start;
    effects.emit(new RoomEvent.RoomStarted(spec.roomId(), start));
    deadline.cancel();
    deadline = scheduleDeadline(startDeadline(start));
  }

  /** From the later of the scheduled and the actual start, {@code maxDuration} (DESIGN, Rooms). */
  private Instant startDeadline(Instant from) {
    Instant scheduled = spec.scheduledStart();
    if (scheduled == null && status == Status.WAITING) {
      return from.plus(UNSCHEDULED_WAIT);
    }
    return (scheduled != null && scheduled.isAfter(from) ? scheduled : from)
        .plus(spec.maxDuration());
  }

  private Timers.Timer scheduleDeadline(Instant at) {
    return timers.schedule(
        Duration.between(clock.instant(), at), () -> mailbox.post(new RoomCommand.Deadline()));
  }

  private void finish(EndReason reason) {
    if (status == Status.ENDED) {
      return;
    }
    Instant now = clock.instant();
    deadline.cancel();
    seating.clear(
        reason == EndReason.ERROR ? CloseCode.INTERNAL : CloseCode.ROOM_ENDED, reason.wireName());
    status = Status.ENDED;
    endedAt = now;
    endReason = reason;
    effects.emit(new RoomEvent.RoomEnded(spec.roomId(), now, reason));
  }

  private void breakDown() {
    try {
      effects.discard();
      finish(EndReason.ERROR);
      publish();
      effects.release();
    } catch (RuntimeException | Error e) {
      log.error("room {} could not be closed in order", spec.roomId(), e);
    }
  }

  private void publish() {
    RoomSnapshot next =
        new RoomSnapshot(spec, status, actualStart, endedAt, endReason, seats.attendance());
    if (!next.equals(snapshot)) {
      snapshot = next;
    }
  }
}
