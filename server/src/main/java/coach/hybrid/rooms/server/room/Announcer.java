package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.PeerDiscovery;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.SpeakingChanged;
import coach.hybrid.rooms.protocol.ServerMessage.TranscriptionChanged;
import coach.hybrid.rooms.protocol.ServerMessage.UserJoined;
import coach.hybrid.rooms.protocol.ServerMessage.UserLeft;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who is here, who came and who went, and with which ICE servers to connect. Only touched by
 * the thread that drains the room's mailbox.
 */
final class Announcer {
  private final Clock clock;
  private final Timers timers;
  private final IceServerSource iceServers;
  private final Effects effects;
  private final Seats seats;
  private final Consents consents;
  private final Supplier<RoomStateChanged> roomState;
  private final Consumer<RoomCommand> self;
  private Timers.@Nullable Timer iceRenewal;
  private Instant iceRenewalDue = Instant.EPOCH;
  private TranscriptionChanged transcription =
      new TranscriptionChanged(TranscriptionState.OFF, RoomSpec.DEFAULT_LANG);
  private OrbStateChanged orb = new OrbStateChanged(OrbState.OFF, null, null);

  Announcer(
      Clock clock,
      Timers timers,
      IceServerSource iceServers,
      Effects effects,
      Seats seats,
      Consents consents,
      Supplier<RoomStateChanged> roomState,
      Consumer<RoomCommand> self) {
    this.clock = clock;
    this.timers = timers;
    this.iceServers = iceServers;
    this.effects = effects;
    this.seats = seats;
    this.consents = consents;
    this.roomState = roomState;
    this.self = self;
  }

  /**
   * Answers a {@code join}: what to connect with, and everybody else.
   *
   * @param resumed whether the same page is back in its seat
   */
  void welcome(Seat seat, Outbox outbox, boolean resumed) {
    ServerMessage.IceServers servers = iceServers.iceServersFor(seat.userId());
    effects.send(outbox, servers);
    List<Seat> others = seats.others(seat);
    effects.send(
        outbox,
        new PeerDiscovery(
            others.stream().map(other -> describe(other, OfferRule.offers(seat, other))).toList(),
            resumed,
            seat.mediaId()));
    if (!seat.isLegacy()) {
      effects.send(outbox, roomState.get());
      effects.send(outbox, orb);
      effects.send(outbox, transcription);
    }
    if (iceRenewal == null) {
      scheduleIceRenewal(servers.ttlMillis());
    }
  }

  /** Tells the others of a seat that was taken. */
  void announce(Seat seat) {
    for (Seat other : seats.others(seat)) {
      deliver(other, new UserJoined(describe(seat, OfferRule.offers(other, seat))));
    }
  }

  private PeerInfo describe(Seat seat, boolean shouldCreateOffer) {
    return seat.describe(shouldCreateOffer, consents.of(seat.userId()));
  }

  /** Tells everybody how it stands with the assistant, if that is news. */
  void orbIs(OrbStateChanged now) {
    if (!now.equals(orb)) {
      orb = now;
      tellAll(orb);
    }
  }

  OrbStateChanged orb() {
    return orb;
  }

  /** Tells everybody how it stands with transcription, if that is news. */
  void transcriptionIs(TranscriptionChanged now) {
    if (!now.equals(transcription)) {
      transcription = now;
      tellAll(transcription);
    }
  }

  /** To everybody but legacy peers, the one it comes from included. */
  void tellAll(ServerMessage message) {
    for (Seat seat : seats.all()) {
      if (!seat.isLegacy()) {
        deliver(seat, message);
      }
    }
  }

  /** To everybody but who it comes from. */
  void tellOthers(Seat from, ServerMessage message) {
    for (Seat other : seats.others(from)) {
      if (!other.isLegacy()) {
        deliver(other, message);
      }
    }
  }

  /** Tells everybody how the room stands: its time, and what is switched on. */
  void announceRoomState() {
    seats.all().forEach(this::announceRoomState);
  }

  void announceRoomState(Seat to) {
    if (!to.isLegacy()) {
      deliver(to, roomState.get());
    }
  }

  /** Tells the others that a voice they were told of has ended. */
  void announceSilence(Seat seat) {
    for (Seat other : seats.others(seat)) {
      if (!other.isLegacy()) {
        deliver(other, new SpeakingChanged(seat.userId(), false));
      }
    }
  }

  /** Tells the others that a seat's page is gone. */
  void sayGoodbye(Seat seat) {
    for (Seat other : seats.others(seat)) {
      other.forgetHeldFrom(seat.userId());
      deliver(other, new UserLeft(seat.userId(), seat.role()));
    }
  }

  /** Peers in their grace hear of changes by the roster they get when they resume. */
  private void deliver(Seat to, ServerMessage message) {
    Outbox outbox = to.outbox();
    if (outbox != null) {
      effects.send(outbox, message);
    }
  }

  private void scheduleIceRenewal(int ttlMillis) {
    Duration delay = Duration.ofMillis(ttlMillis * 2L / 3);
    iceRenewalDue = clock.instant().plus(delay);
    iceRenewal = timers.schedule(delay, () -> self.accept(new RoomCommand.RenewIceServers()));
  }

  /** When everybody gets new credentials for the relay; null if nobody has any. */
  @Nullable Instant nextIceRenewal() {
    return iceRenewal == null ? null : iceRenewalDue;
  }

  /** Fresh credentials for everybody, before the present ones run out. */
  void renewIceServers() {
    iceRenewal = null;
    for (Seat seat : seats.all()) {
      ServerMessage.IceServers servers = iceServers.iceServersFor(seat.userId());
      deliver(seat, servers);
      if (iceRenewal == null) {
        scheduleIceRenewal(servers.ttlMillis());
      }
    }
  }

  /** The room has ended. */
  void stop() {
    if (iceRenewal != null) {
      iceRenewal.cancel();
    }
  }
}
