package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage.Join;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ServerMessage.Refused;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.room.RoomEvent.LeaveCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Coming and going: sockets open, join, resume, get replaced, drop and leave. One stay is one
 * participant-joined and one participant-left, however many sockets and pages it takes. Only
 * touched by the thread that drains the room's mailbox.
 */
final class Seating {
  private final RoomSpec spec;
  private final RoomConfig config;
  private final RoomEvent.Listener listener;
  private final Clock clock;
  private final Timers timers;
  private final Effects effects;
  private final Seats seats;
  private final Measures measures;
  private final Lifecycle lifecycle;
  private final Announcer announcer;
  private final Dismissal dismissal;
  private final Consumer<RoomCommand> self;
  private final IdentityHashMap<Outbox, Visitor> visitors = new IdentityHashMap<>();

  Seating(
      RoomSpec spec,
      RoomConfig config,
      RoomPorts ports,
      Effects effects,
      Seats seats,
      Measures measures,
      Lifecycle lifecycle,
      Announcer announcer,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.config = config;
    this.listener = ports.listener();
    this.clock = ports.clock();
    this.timers = ports.timers();
    this.effects = effects;
    this.seats = seats;
    this.measures = measures;
    this.lifecycle = lifecycle;
    this.announcer = announcer;
    this.self = self;
    dismissal = new Dismissal(spec, clock, effects, seats, measures, announcer, visitors);
  }

  /** How one goes from here. */
  Dismissal dismissal() {
    return dismissal;
  }

  @Nullable Visitor visitor(Outbox outbox) {
    return visitors.get(outbox);
  }

  List<Visitor> visitors() {
    return List.copyOf(visitors.values());
  }

  void open(Outbox outbox, Entrant entrant) {
    Visitor visitor = new Visitor(outbox, entrant, clock.instant());
    visitor.standUp(joinTimer(outbox));
    visitors.put(outbox, visitor);
  }

  private Timers.Timer joinTimer(Outbox outbox) {
    return timers.schedule(
        config.joinTimeout(), () -> self.accept(new RoomCommand.JoinTimeout(outbox)));
  }

  void joinTimedOut(Outbox outbox) {
    Visitor visitor = visitors.get(outbox);
    if (visitor != null && visitor.seat() == null) {
      dismissal.dismiss(
          visitor, CloseCode.TIMEOUT, "no join within " + config.joinTimeout().toMillis() + " ms");
    }
  }

  void join(Visitor visitor, Join join) {
    Refused refused = refuse(visitor, join);
    if (refused != null) {
      effects.send(visitor.outbox(), refused);
      if (refused.code() != ErrorCode.ALREADY_JOINED) {
        boolean expired = refused.code() == ErrorCode.TOKEN_EXPIRED;
        dismissal.dismiss(
            visitor,
            expired ? CloseCode.UNAUTHORIZED : CloseCode.FORBIDDEN,
            refused.code().wireName());
      }
      return;
    }
    Seat seat = seats.of(visitor.entrant().userId());
    if (seat == null) {
      takeFreeSeat(visitor, join);
    } else if (seat.isHeldBy(join.instanceId())) {
      resume(visitor, seat);
    } else {
      takeOver(visitor, join, seat);
    }
    effects.then(() ->
        listener.admitted(spec.roomId(), Duration.between(visitor.openedAt(), clock.instant())));
  }

  private @Nullable Refused refuse(Visitor visitor, Join join) {
    Entrant entrant = visitor.entrant();
    if (visitor.seat() != null) {
      return new Refused(ErrorCode.ALREADY_JOINED, "join: this socket has joined", "join", null);
    }
    String field =
        !join.roomId().equals(spec.roomId())
            ? "roomId"
            : !join.userId().equals(entrant.userId())
                ? "userId"
                : join.userRole() != entrant.role()
                    ? "userRole"
                    : join.participantType() != entrant.type() ? "participantType" : null;
    if (field != null) {
      return new Refused(
          ErrorCode.IDENTITY_MISMATCH,
          "join: " + field + " is not what this link was made for",
          "join",
          field);
    }
    Seat seat = seats.of(entrant.userId());
    if (entrant.resumeOnly() && (seat == null || !seat.isHeldBy(join.instanceId()))) {
      return new Refused(
          ErrorCode.TOKEN_EXPIRED, "join: this link has expired; ask for a new one", "join", null);
    }
    return null;
  }

  private void takeFreeSeat(Visitor visitor, Join join) {
    Instant now = clock.instant();
    Seat seat = new Seat(visitor.entrant(), now, seats.nextMediaId());
    seat.take(visitor.entrant(), join, visitor.outbox(), seats.nextGeneration(seat.userId()));
    visitor.sit(seat);
    seats.add(seat);
    effects.emit(new RoomEvent.ParticipantJoined(spec.roomId(), now, seat.userId(), seat.role()));
    boolean started = lifecycle.startIfCoachIsHere();
    announcer.welcome(seat, visitor.outbox(), false);
    announcer.announce(seat);
    if (started) {
      seats.others(seat).forEach(announcer::announceRoomState);
    }
  }

  /** Same page, new socket: for everybody else nothing happened. */
  private void resume(Visitor visitor, Seat seat) {
    retireSocket(seat, "resumed on another socket");
    seat.attach(visitor.outbox());
    visitor.sit(seat);
    seats.back(seat);
    measures.reconnected();
    effects.then(() -> listener.resumed(spec.roomId()));
    announcer.welcome(seat, visitor.outbox(), true);
    for (String text = seat.nextHeld(); text != null; text = seat.nextHeld()) {
      effects.send(visitor.outbox(), text);
    }
  }

  /** Same participant, another page: peers must build their links anew, the stay goes on. */
  private void takeOver(Visitor visitor, Join join, Seat seat) {
    retireSocket(seat, "opened elsewhere");
    announcer.sayGoodbye(seat);
    seat.take(visitor.entrant(), join, visitor.outbox(), seats.nextGeneration(seat.userId()));
    visitor.sit(seat);
    seats.back(seat);
    announcer.welcome(seat, visitor.outbox(), false);
    announcer.announce(seat);
  }

  private void retireSocket(Seat seat, String reason) {
    Outbox old = seat.outbox();
    if (old != null) {
      fallSilent(seat, clock.instant());
      visitors.remove(old);
      effects.close(old, CloseCode.REPLACED, reason);
    }
  }

  /** The socket is gone; the seat waits for its page to come back. */
  void lose(Outbox outbox, Instant at) {
    Visitor visitor = visitors.remove(outbox);
    if (visitor == null) {
      return;
    }
    visitor.cancelJoinTimer();
    Seat seat = visitor.seat();
    if (seat == null) {
      return;
    }
    Instant lostAt = seat.detach(at);
    seats.lost(seat, lostAt);
    fallSilent(seat, lostAt);
    startGrace(seat, lostAt);
  }

  /** Whoever loses the socket cannot say any more that the voice has ended. */
  private void fallSilent(Seat seat, Instant at) {
    if (measures.isSpeaking(seat.role())) {
      measures.speaking(seat.role(), false, at);
      announcer.announceSilence(seat);
    }
  }

  private void startGrace(Seat seat, Instant lostAt) {
    if (seat.hasGrace()) {
      RoomCommand over = new RoomCommand.GraceOver(seat, seat.losses());
      seat.startGrace(timers.schedule(config.seatGrace(), () -> self.accept(over)));
    } else {
      dismissal.vacate(seat, lostAt, LeaveCause.LOST);
    }
  }

  /** After a restart, once pages can come back: those that have not yet get their grace. */
  void awaitReturns() {
    for (Seat seat : seats.all()) {
      Instant lostAt = seat.lostAt();
      if (lostAt != null) {
        startGrace(seat, lostAt);
      }
    }
  }

  void graceOver(Seat seat, int loss) {
    Instant lostAt = seat.lostAt();
    if (lostAt != null && seat.losses() == loss && seats.of(seat.userId()) == seat) {
      dismissal.vacate(seat, lostAt, LeaveCause.LOST);
    }
  }

  /** The peer said {@code leave}; its socket may join again, but not linger. */
  void leave(Visitor visitor) {
    Seat seat = visitor.seat();
    if (seat != null) {
      dismissal.vacate(seat, clock.instant(), LeaveCause.LEFT);
      visitor.standUp(joinTimer(visitor.outbox()));
    }
  }

  /** A closing page said good-bye; one that has been replaced has nothing to say any more. */
  void leaveSeat(String userId, @Nullable String instanceId) {
    Seat seat = seats.of(userId);
    if (seat == null || !seat.isHeldBy(instanceId)) {
      return;
    }
    dismissal.sendAway(seat, LeaveCause.LEFT, CloseCode.NORMAL, "left");
  }

  /** Where an orb of this service listens, also when it has no seat any more; or null. */
  @Nullable Outbox orbSocket() {
    return visitors.values().stream()
        .filter(visitor -> visitor.entrant().orb() != null)
        .map(Visitor::outbox)
        .findFirst()
        .orElse(null);
  }
}
