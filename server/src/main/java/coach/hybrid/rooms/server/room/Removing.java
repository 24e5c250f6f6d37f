package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage.Kick;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage.Refused;

/**
 * Puts out of the room whom its coach does not want there. Only touched by the thread that drains
 * the room's mailbox.
 */
final class Removing {
  private static final String KICK = "kick";

  private final Effects effects;
  private final Seats seats;
  private final Seating seating;
  private final Assisting assisting;
  private final Forwarding forwarding;
  private final Transcribing transcribing;
  private final Removals removals;

  Removing(
      Effects effects,
      Seats seats,
      Seating seating,
      Assisting assisting,
      Forwarding forwarding,
      Transcribing transcribing,
      Removals removals) {
    this.effects = effects;
    this.seats = seats;
    this.seating = seating;
    this.assisting = assisting;
    this.forwarding = forwarding;
    this.transcribing = transcribing;
    this.removals = removals;
  }

  /** An assistant is dismissed instead, and can be called again. */
  void kick(Seat from, Outbox outbox, Kick kick) {
    Seat target = seats.of(kick.userId());
    if (from.role() != Role.COACH) {
      refuse(outbox, ErrorCode.NOT_PERMITTED, "only the coach says this");
    } else if (target == null) {
      refuse(outbox, ErrorCode.NO_SUCH_PEER, "nobody here is " + kick.userId());
    } else if (target.role() == Role.COACH) {
      refuse(outbox, ErrorCode.NOT_PERMITTED, "the coach stays");
    } else if (target.type() == ParticipantType.AI) {
      assisting.control(from, outbox, OrbAction.DISMISS);
      seating.dismissal().dismissOrb(target.userId());
    } else {
      removals.add(target.userId());
      seating.dismissal().remove(target);
      forwarding.drop(target.userId(), CloseCode.FORBIDDEN, Dismissal.REMOVED);
      transcribing.silence(target.userId(), Dismissal.REMOVED);
    }
  }

  /** Whether this socket was let in by the door just before its holder was removed. */
  boolean refuses(Visitor visitor) {
    return removals.refuse(visitor.entrant());
  }

  private void refuse(Outbox outbox, ErrorCode code, String why) {
    effects.send(outbox, new Refused(code, KICK + ": " + why, KICK, "userId"));
  }
}
