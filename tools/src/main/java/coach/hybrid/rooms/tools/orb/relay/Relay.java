package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.tools.orb.relay.HearingPath.Report;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Media of one orb over the room service, for everybody whom ICE does not reach: to whom it goes,
 * from whom it is taken, and who is told so. The orb's thread, but for what says otherwise.
 */
public final class Relay implements AutoCloseable {
  /** Where in the world this is: keys are bound to it. */
  public record Seat(String roomId, String userId) {}

  /** What the relay needs of the orb round it. */
  public interface Outward {
    /** On the orb's thread. */
    void say(ClientMessage message);

    /** 10 ms of somebody's voice, 48 kHz, 16-bit little-endian. On any thread, in order. */
    void heard(String userId, byte[] pcm);

    /** Somebody can be talked to by the relay. On the orb's thread. */
    void reached(String userId);
  }

  /** Where the orb's own sound is pulled from where WebRTC does not: 48 kHz, 16-bit mono. */
  public interface Mouth {
    void pull(byte[] buffer, int samples);
  }

  private static final int MOST_PEERS = 16;

  private final Seat seat;
  private final LongSupplier clock;
  private final Outward outward;
  private final Outbox outbox = new Outbox();
  private final Map<String, RelayPeer> peers = new ConcurrentHashMap<>();
  private final RelayLine line;
  private final Broadcast broadcast;
  private final VoicePump pump;

  Relay(
      Seat seat,
      Dialer dialer,
      Mouth mouth,
      Executor orbThread,
      LongSupplier clock,
      Outward outward) {
    this.seat = seat;
    this.clock = clock;
    this.outward = outward;
    this.line = new RelayLine(dialer, orbThread, clock, outbox, new Line());
    this.broadcast = new Broadcast(peers, line, outbox, clock);
    this.pump = new VoicePump(mouth::pull, broadcast::voice, clock.getAsLong() * 1_000_000);
  }

  /** The real one. The address is asked for at each call, as its token may have changed. */
  public static Relay over(
      HttpClient http,
      Supplier<URI> address,
      Seat seat,
      Mouth mouth,
      Executor orbThread,
      Outward outward) {
    LongSupplier clock = () -> System.nanoTime() / 1_000_000;
    Relay relay =
        new Relay(seat, RelaySocket.dialer(http, address), mouth, orbThread, clock, outward);
    relay.pump.start();
    return relay;
  }

  VoicePump pump() {
    return pump;
  }

  /** Somebody is there, or still. */
  public void met(PeerInfo person) {
    if (person.participantType() != ParticipantType.HUMAN) {
      return;
    }
    String userId = person.userId();
    RelayPeer peer = peers.get(userId);
    if (peer == null) {
      if (peers.size() >= MOST_PEERS) {
        return;
      }
      peer = new RelayPeer(userId, pcm -> outward.heard(userId, pcm));
      peers.put(userId, peer);
    }
    peer.mediaId(person.mediaId());
    peer.consenting(person.consent().assistant());
  }

  public void left(String userId) {
    peers.remove(userId);
    settle();
  }

  /** Whether this person lets the orb hear him: otherwise his sound is not even opened. */
  public void consented(String userId, boolean toBeHeard) {
    RelayPeer peer = peers.get(userId);
    if (peer != null) {
      peer.consenting(toBeHeard);
    }
  }

  /** {@code relay-key}: is answered with ours, and nothing else but keys ever changes by it. */
  public void keyed(String fromId, String publicKey) {
    RelayPeer peer = peers.get(fromId);
    if (peer == null) {
      return;
    }
    try {
      if (peer.take(seat.roomId(), seat.userId(), publicKey)) {
        line.want();
        sendKey(peer);
        settle();
      }
    } catch (GeneralSecurityException e) {
      System.err.println("orb: the relay key of " + fromId + " is of no use: " + e.getMessage());
    }
  }

  private void sendKey(RelayPeer peer) {
    outward.say(new ClientMessage.RelayKey(peer.userId(), peer.keyToSend(), line.generation()));
  }

  /** {@code link-state}: by which path that person hears the orb. */
  public void hearsUs(String fromId, LinkPath path) {
    RelayPeer peer = peers.get(fromId);
    if (peer != null) {
      peer.listens(path == LinkPath.RELAY);
      if (path == LinkPath.RELAY) {
        line.want();
      }
      settle();
    }
  }

  /** An offer was answered; {@code newLink} says that it was the first of its connection. */
  public void answered(String userId, boolean newLink) {
    RelayPeer peer = peers.get(userId);
    if (peer != null) {
      report(peer, peer.hearingPath().answered(newLink, clock.getAsLong()));
    }
  }

  /** What ICE has brought from somebody so far, and by which path; none while not connected. */
  public void measured(String userId, long packets, LinkPath icePath) {
    RelayPeer peer = peers.get(userId);
    if (peer != null) {
      report(peer, peer.hearingPath().measured(packets, icePath, clock.getAsLong()));
    }
  }

  /** From time to time. */
  public void tick() {
    long now = clock.getAsLong();
    line.tick();
    for (RelayPeer peer : peers.values()) {
      report(peer, peer.hearingPath().passed(now));
      peer.passed(now);
    }
  }

  /** The seat was taken again: whoever is still there may have missed what was said meanwhile. */
  public void rejoined() {
    for (RelayPeer peer : peers.values()) {
      if (peer.keySent()) {
        line.want();
        sendKey(peer);
      }
      Report report = peer.hearingPath().again();
      if (report != null) {
        say(peer, report);
      }
    }
  }

  private void report(RelayPeer peer, @Nullable Report report) {
    if (report == null) {
      return;
    }
    boolean byRelay = report.path() == LinkPath.RELAY;
    peer.heardByRelay(byRelay);
    if (byRelay && !peer.keySent()) {
      line.want();
      sendKey(peer);
    }
    say(peer, report);
  }

  private void say(RelayPeer peer, Report report) {
    outward.say(new ClientMessage.SetLinkState(peer.userId(), report.path(), report.quality()));
  }

  /** What follows from what has changed. */
  private void settle() {
    boolean open = line.isOpen();
    for (RelayPeer peer : peers.values()) {
      report(peer, peer.hearingPath().relayReady(open && peer.keyed()));
      if (peer.newlyReached(open && peer.listens())) {
        outward.reached(peer.userId());
      }
    }
    pump.wanted(broadcast.isHeard());
  }

  /** Whether this person's voice comes by the relay, and by nothing else. Any thread. */
  public boolean hears(String userId) {
    RelayPeer peer = peers.get(userId);
    return peer != null && peer.isHeard();
  }

  /** WebRTC has pulled this at the mouth. The device's thread. */
  public void pulled(byte[] pcm, int samples) {
    pump.pulled(pcm, samples, System.nanoTime());
  }

  /** What was said and has not left yet is not to be heard any more. Any thread. */
  public void hush() {
    pump.hush();
    outbox.hush();
  }

  /** Whether it is worth painting. Any thread. */
  public boolean picturesWanted() {
    return broadcast.isHeard();
  }

  /** A whole picture of the orb as JPEG; {@code isNew} unless it is as the last one. Any thread. */
  public void picture(byte[] jpeg, boolean isNew) {
    broadcast.picture(jpeg, isNew);
  }

  /** How one person is heard, and what came from him by the relay: for the log. */
  public record Arrivals(String userId, LinkPath path, long packets) {
    @Override
    public String toString() {
      return "orb: hears " + userId + " by " + path.wireName() + "; by relay: " + packets;
    }
  }

  public List<Arrivals> arrivals() {
    return peers.values().stream()
        .map(peer -> new Arrivals(peer.userId(), peer.hearingPath().path(), peer.packetsHeard()))
        .toList();
  }

  @Override
  public void close() {
    pump.close();
    line.close();
  }

  /** What the line brings. */
  private final class Line implements RelayLine.Listener {
    @Override
    public void generation(int generation) {
      for (RelayPeer peer : peers.values()) {
        if (peer.keySent()) {
          sendKey(peer);
        }
      }
    }

    @Override
    public void lineChanged() {
      settle();
    }

    @Override
    public void received(byte[] message) {
      MediaFrame frame;
      try {
        frame = MediaFrame.decode(message);
      } catch (ProtocolException e) {
        System.err.println("orb: not a relayed frame: " + e.getMessage());
        return;
      }
      for (RelayPeer peer : peers.values()) {
        if (peer.mediaId() == frame.peer()) {
          peer.received(frame, clock.getAsLong());
        }
      }
    }
  }
}
