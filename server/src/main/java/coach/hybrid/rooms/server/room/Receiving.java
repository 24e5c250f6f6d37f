package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.orb.OrbReport;

/**
 * Who may say something here, and whose business each message is. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Receiving {
  private final Effects effects;
  private final Seating seating;
  private final Relaying relaying;
  private final Lifecycle lifecycle;
  private final Assisting assisting;
  private final Reporting reporting;
  private final Removing removing;
  private long messages;

  Receiving(
      Effects effects,
      Seating seating,
      Relaying relaying,
      Lifecycle lifecycle,
      Assisting assisting,
      Reporting reporting,
      Removing removing) {
    this.effects = effects;
    this.seating = seating;
    this.relaying = relaying;
    this.lifecycle = lifecycle;
    this.assisting = assisting;
    this.reporting = reporting;
    this.removing = removing;
  }

  /** That have come from participants. */
  long messages() {
    return messages;
  }

  void admit(Outbox outbox, Entrant entrant) {
    EndReason ended = lifecycle.endReason();
    if (ended != null) {
      effects.close(outbox, CloseCode.ROOM_ENDED, ended.wireName());
    } else if (!assisting.admits(entrant)) {
      effects.close(outbox, CloseCode.FORBIDDEN, "this orb's time is over");
    } else {
      seating.open(outbox, entrant);
    }
  }

  void received(Outbox outbox, ClientMessage message, String text) {
    Visitor visitor = seating.visitor(outbox);
    messages++;
    if (visitor != null) {
      listen(visitor, message, text);
    }
  }

  void reported(Outbox outbox, OrbReport report) {
    Visitor visitor = seating.visitor(outbox);
    if (visitor != null) {
      assisting.reported(visitor.entrant(), report);
    }
  }

  private void listen(Visitor visitor, ClientMessage message, String text) {
    if (!assisting.admits(visitor.entrant()) && message instanceof ClientMessage.Join) {
      seating.dismissal().turnAway(visitor);
      return;
    }
    if (message instanceof ClientMessage.Join && removing.refuses(visitor)) {
      seating.dismissal().turnAwayRemoved(visitor);
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
}
