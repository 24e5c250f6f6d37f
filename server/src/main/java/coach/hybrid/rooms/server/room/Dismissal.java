package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.server.room.RoomEvent.LeaveCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Going, by one's own will or not: stays end, sockets are closed. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Dismissal {
  /** Why a socket is closed whose holder the coach does not want here. */
  static final String REMOVED = "removed";

  private static final String ORB_IS_OVER = "this orb's time is over";

  private final RoomSpec spec;
  private final Clock clock;
  private final Effects effects;
  private final Seats seats;
  private final Measures measures;
  private final Announcer announcer;

  /** All open sockets, which {@link Seating} lets in. */
  private final Map<Outbox, Visitor> visitors;

  Dismissal(
      RoomSpec spec,
      Clock clock,
      Effects effects,
      Seats seats,
      Measures measures,
      Announcer announcer,
      Map<Outbox, Visitor> visitors) {
    this.spec = spec;
    this.clock = clock;
    this.effects = effects;
    this.seats = seats;
    this.measures = measures;
    this.announcer = announcer;
    this.visitors = visitors;
  }

  /** The coach does not want that person here any more, nor any other page of his. */
  void remove(Seat seat) {
    sendAway(seat, LeaveCause.REMOVED, CloseCode.FORBIDDEN, REMOVED);
    for (Visitor visitor : List.copyOf(visitors.values())) {
      if (visitor.entrant().userId().equals(seat.userId())) {
        dismiss(visitor, CloseCode.FORBIDDEN, REMOVED);
      }
    }
  }

  /** The assistant is not wanted any more; one of ours is asked to leave instead. */
  void dismissOrb(String userId) {
    Seat seat = seats.of(userId);
    if (seat != null && seat.orbGeneration() == 0) {
      sendAway(seat, LeaveCause.DISMISSED, CloseCode.FORBIDDEN, "the assistant was switched off");
    }
  }

  /** That orb's time is over; what it still had to say it has said. */
  void evictOrb(String userId) {
    Seat seat = seats.of(userId);
    if (seat != null && seat.orbGeneration() > 0) {
      sendAway(seat, LeaveCause.DISMISSED, CloseCode.FORBIDDEN, ORB_IS_OVER);
    }
    for (Visitor visitor : List.copyOf(visitors.values())) {
      if (visitor.entrant().orb() != null) {
        dismiss(visitor, CloseCode.FORBIDDEN, ORB_IS_OVER);
      }
    }
  }

  /** An orb that another one has followed comes too late. */
  void turnAway(Visitor visitor) {
    dismiss(visitor, CloseCode.FORBIDDEN, ORB_IS_OVER);
  }

  /** Nor may he come back by another socket that was open already. */
  void turnAwayRemoved(Visitor visitor) {
    dismiss(visitor, CloseCode.FORBIDDEN, REMOVED);
  }

  /** Of that stay and its socket. */
  void sendAway(Seat seat, LeaveCause cause, int code, String reason) {
    Outbox outbox = seat.outbox();
    vacate(seat, clock.instant(), cause);
    Visitor visitor = outbox == null ? null : visitors.get(outbox);
    if (visitor != null) {
      dismiss(visitor, code, reason);
    }
  }

  /** That stay is over. */
  void vacate(Seat seat, Instant at, LeaveCause cause) {
    seat.cancelGrace();
    announcer.sayGoodbye(seat);
    remove(seat, at, cause);
  }

  private void remove(Seat seat, Instant at, LeaveCause cause) {
    measures.speaking(seat.role(), false, at);
    seats.remove(seat, at);
    Duration stay = Duration.between(seat.joinedAt(), at);
    effects.emit(
        new RoomEvent.ParticipantLeft(
            spec.roomId(),
            at,
            seat.userId(),
            seat.role(),
            stay.isNegative() ? Duration.ZERO : stay,
            cause));
  }

  /** That socket is closed. */
  void dismiss(Visitor visitor, int code, String reason) {
    visitors.remove(visitor.outbox());
    visitor.cancelJoinTimer();
    effects.close(visitor.outbox(), code, reason);
  }

  /** Everybody out: the room has ended. An orb's socket stays for its last words. */
  void clear(Instant at, int code, String reason) {
    for (Seat seat : seats.all()) {
      Instant lostAt = seat.lostAt();
      seat.cancelGrace();
      remove(seat, lostAt != null && lostAt.isBefore(at) ? lostAt : at, LeaveCause.ROOM_ENDED);
    }
    for (Visitor visitor : List.copyOf(visitors.values())) {
      if (visitor.entrant().orb() == null) {
        dismiss(visitor, code, reason);
      } else {
        visitor.leave();
      }
    }
    announcer.stop();
  }
}
