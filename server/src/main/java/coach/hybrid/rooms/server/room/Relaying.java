package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ClientMessage.AnnounceOrbShutdown;
import coach.hybrid.rooms.protocol.ClientMessage.Relayed;
import coach.hybrid.rooms.protocol.ClientMessage.ReportAiStatus;
import coach.hybrid.rooms.protocol.ClientMessage.SetLinkState;
import coach.hybrid.rooms.protocol.ClientMessage.SetMediaState;
import coach.hybrid.rooms.protocol.ClientMessage.SetSpeaking;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.ServerMessage.AiStatusChanged;
import coach.hybrid.rooms.protocol.ServerMessage.LinkStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.MediaStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.OrbShutdownAnnounced;
import coach.hybrid.rooms.protocol.ServerMessage.Refused;
import coach.hybrid.rooms.protocol.ServerMessage.SpeakingChanged;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What seated participants say to each other, and whether they may. Descriptions are checked
 * against their sender's permissions before anybody else sees them. Only touched by the thread that
 * drains the room's mailbox.
 */
final class Relaying {
  private final Effects effects;
  private final Seats seats;
  private final Consents consents;
  private final Measures measures;
  private final Clock clock;

  Relaying(Effects effects, Seats seats, Consents consents, Measures measures, Clock clock) {
    this.effects = effects;
    this.seats = seats;
    this.consents = consents;
    this.measures = measures;
    this.clock = clock;
  }

  /**
   * @param text what the message was decoded from
   */
  void relay(Seat from, Outbox outbox, Relayed message, String text) {
    Refused refused = refuse(from, message);
    if (refused != null) {
      effects.send(outbox, refused);
      return;
    }
    String toId = message.toId();
    String signed = MessageCodec.withSender(text, from.userId());
    if (toId == null) {
      seats.others(from).forEach(other -> deliver(other, from, signed));
      return;
    }
    Seat to = seats.of(toId);
    boolean strange = to == from || (to != null && to.isLegacy() && !isSeeds(message));
    if (to == null || strange || !deliver(to, from, signed)) {
      effects.send(outbox, noSuchPeer(typeOf(message), toId));
    }
  }

  /** A legacy peer knows nothing else. */
  private static boolean isSeeds(Relayed message) {
    return !(message instanceof ClientMessage.RelayKey);
  }

  private static Refused noSuchPeer(String type, String toId) {
    return new Refused(
        ErrorCode.NO_SUCH_PEER, type + ": nobody here can take it as " + toId, type, "toId");
  }

  /**
   * Tells that one participant how he is heard, also once he is back: what he sends by depends on
   * it. A legacy peer knows no such message.
   */
  void setLinkState(Seat from, Outbox outbox, SetLinkState state) {
    Seat to = seats.of(state.toId());
    if (to != null && to.isLegacy()) {
      return;
    }
    String text =
        MessageCodec.encode(new LinkStateChanged(from.userId(), state.path(), state.quality()));
    if (to == null || to == from || !deliver(to, from, text)) {
      effects.send(outbox, noSuchPeer("link-state", state.toId()));
    }
  }

  private @Nullable Refused refuse(Seat from, Relayed message) {
    Permissions permissions = permissionsTowards(message.toId(), from);
    return switch (message) {
      case ClientMessage.Offer _ when from.type() == ParticipantType.AI ->
          notPermitted("offer", "an orb answers, it never offers");
      case ClientMessage.Offer offer ->
          notPermitted("offer", SdpPermissions.violation(offer.offer(), permissions));
      case ClientMessage.Answer answer ->
          notPermitted("answer", SdpPermissions.violation(answer.answer(), permissions));
      // What may not be sent to an orb is withheld where the media passes; a key shows nothing.
      case ClientMessage.IceCandidate _, ClientMessage.RelayKey _ -> null;
    };
  }

  /** Nobody's voice goes to an orb without his consent. */
  private Permissions permissionsTowards(@Nullable String toId, Seat from) {
    Permissions own = from.permissions();
    boolean mayHear = from.type() == ParticipantType.AI || consents.of(from.userId()).assistant();
    if (mayHear || seats.all().stream().noneMatch(seat -> isOrb(seat, toId))) {
      return own;
    }
    return new Permissions(own.video(), false, own.screenShare());
  }

  /** Without a target, everybody is meant. */
  private static boolean isOrb(Seat seat, @Nullable String toId) {
    return seat.type() == ParticipantType.AI && (toId == null || toId.equals(seat.userId()));
  }

  private static @Nullable Refused notPermitted(String type, @Nullable String why) {
    return why == null ? null : new Refused(ErrorCode.NOT_PERMITTED, type + ": " + why, type, null);
  }

  private static String typeOf(Relayed message) {
    return switch (message) {
      case ClientMessage.Offer _ -> "offer";
      case ClientMessage.Answer _ -> "answer";
      case ClientMessage.IceCandidate _ -> "ice-candidate";
      case ClientMessage.RelayKey _ -> "relay-key";
    };
  }

  private boolean deliver(Seat to, Seat from, String text) {
    Outbox outbox = to.outbox();
    if (outbox == null) {
      return to.hold(from.userId(), text);
    }
    effects.send(outbox, text);
    return true;
  }

  void setMediaState(Seat from, Outbox outbox, SetMediaState message) {
    MediaFlags media = message.media();
    Permissions permissions = from.permissions();
    if ((media.audio() && !permissions.audio())
        || (media.video() && !permissions.video())
        || (media.screen() && !permissions.mayShareScreen())) {
      effects.send(
          outbox,
          new Refused(
              ErrorCode.NOT_PERMITTED,
              "media-state: this link may not send all of that",
              "media-state",
              null));
      return;
    }
    from.setMedia(media);
    if (!media.audio()) {
      measures.speaking(from.role(), false, clock.instant());
    }
    tellOthers(from, new MediaStateChanged(from.userId(), media), "media-state ");
  }

  void setSpeaking(Seat from, SetSpeaking message) {
    measures.speaking(from.role(), message.speaking(), clock.instant());
    tellOthers(from, new SpeakingChanged(from.userId(), message.speaking()), "speaking ");
  }

  void reportAiStatus(Seat from, Outbox outbox, ReportAiStatus message) {
    if (fromOrb(from, outbox, "ai_status")) {
      measures.speaking(from.role(), message.status() == AiState.SPEAKING, clock.instant());
      tellOthers(
          from,
          new AiStatusChanged(from.userId(), message.status(), message.sessionId()),
          "ai_status ");
    }
  }

  void announceOrbShutdown(Seat from, Outbox outbox, AnnounceOrbShutdown message) {
    if (fromOrb(from, outbox, "ai-orb-shutdown")) {
      tellOthers(
          from,
          new OrbShutdownAnnounced(from.userId(), message.sessionId(), message.reason()),
          "ai-orb-shutdown ");
    }
  }

  private boolean fromOrb(Seat from, Outbox outbox, String type) {
    if (from.type() == ParticipantType.AI) {
      return true;
    }
    effects.send(
        outbox, new Refused(ErrorCode.NOT_PERMITTED, type + ": only an orb says this", type, null));
    return false;
  }

  /** Legacy peers are sent the seeds' messages only. Each of these says how it stands now. */
  private void tellOthers(Seat from, ServerMessage message, String topic) {
    boolean ours = message instanceof MediaStateChanged || message instanceof SpeakingChanged;
    String text = MessageCodec.encode(message);
    for (Seat other : seats.others(from)) {
      Outbox outbox = other.outbox();
      if (outbox != null && !(ours && other.isLegacy())) {
        effects.sendLatest(outbox, text, topic + from.userId());
      }
    }
  }
}
