package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import coach.hybrid.rooms.tools.orb.ServiceSocket;
import coach.hybrid.rooms.tools.orb.relay.Relay;
import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A coach without a browser whose ICE leads nowhere: what he says and hears goes over the room
 * service. His voice is a hum.
 */
final class RelayedPerson implements Relay.Outward, ServiceSocket.Listener, AutoCloseable {
  private static final int HUM_PEAK = 9_000;

  /** Of a sine. */
  static final double HUM_POWER = Math.pow(HUM_PEAK / 32_768.0, 2) / 2;

  /** 10 ms with more than this in it are no silence. */
  private static final double LOUD = 0.004;

  /** An offer as a browser makes it, from an address that nobody answers at. */
  private static final String OFFER =
      """
      v=0
      o=- 1 2 IN IP4 127.0.0.1
      s=-
      t=0 0
      a=group:BUNDLE 0
      m=audio 9 UDP/TLS/RTP/SAVPF 111
      c=IN IP4 0.0.0.0
      a=rtcp:9 IN IP4 0.0.0.0
      a=ice-ufrag:abcd
      a=ice-pwd:abcdefghijklmnopqrstuvwx
      a=ice-options:trickle
      a=fingerprint:sha-256 %s
      a=setup:actpass
      a=mid:0
      a=sendrecv
      a=rtcp-mux
      a=rtpmap:111 opus/48000/2
      a=fmtp:111 minptime=10;useinbandfec=1
      """
          .formatted("AB:".repeat(31) + "AB")
          .replace("\n", "\r\n");

  private final String roomId;
  private final String userId;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Relay relay;
  private final ServiceSocket socket;
  private final AtomicInteger loudPieces = new AtomicInteger();
  private volatile long lastLoudNanos;
  private volatile AiState orbState = AiState.READY;
  private volatile LinkPath hearsUsBy = LinkPath.NONE;
  private volatile boolean humming;
  private int samples;

  RelayedPerson(URI service, String roomId, String userId, String token) {
    this.roomId = roomId;
    this.userId = userId;
    String base = service.toString().replaceFirst("^http", "ws");
    relay =
        Relay.over(
            http,
            () -> URI.create(base + "/media/" + roomId + "?use=relay&token=" + token),
            new Relay.Seat(roomId, userId),
            this::pull,
            thread,
            this);
    socket =
        ServiceSocket.open(
            http, URI.create(base + "/ws-simple/" + roomId + "?token=" + token), this);
    var _ = thread.scheduleAtFixedRate(relay::tick, 20, 20, TimeUnit.MILLISECONDS);
  }

  private void pull(byte[] buffer, int count) {
    boolean loud = humming;
    for (int i = 0; i < count; i++) {
      double phase = 2 * Math.PI * 220 * samples++ / 48_000.0;
      int sample = loud ? (int) (HUM_PEAK * Math.sin(phase)) : 0;
      buffer[2 * i] = (byte) sample;
      buffer[2 * i + 1] = (byte) (sample >> 8);
    }
  }

  void hum(boolean now) {
    humming = now;
  }

  /** Pieces of 10 ms of the orb's voice so far. */
  int loudPieces() {
    return loudPieces.get();
  }

  /** When the orb was last heard saying something, by {@link System#nanoTime}. */
  long lastLoudNanos() {
    return lastLoudNanos;
  }

  AiState orbState() {
    return orbState;
  }

  LinkPath hearsUsBy() {
    return hearsUsBy;
  }

  @Override
  public void say(ClientMessage message) {
    socket.send(MessageCodec.encode(message));
  }

  @Override
  public void heard(String fromId, byte[] pcm) {
    double sum = 0;
    for (int i = 0; i < pcm.length; i += 2) {
      double sample = (short) ((pcm[i] & 0xff) | (pcm[i + 1] << 8)) / 32_768.0;
      sum += sample * sample;
    }
    if (Math.sqrt(2 * sum / pcm.length) > LOUD) {
      loudPieces.incrementAndGet();
      lastLoudNanos = System.nanoTime();
    }
  }

  @Override
  public void reached(String who) {
    // The sound tells.
  }

  @Override
  public void opened(ServiceSocket opened) {
    thread.execute(() -> {
      say(
          new ClientMessage.Join(
              roomId,
              userId,
              null,
              Role.COACH,
              ParticipantType.HUMAN,
              Protocol.VERSION,
              UUID.randomUUID().toString()));
      say(new ClientMessage.SetConsent(new Consent(false, false, true)));
    });
  }

  @Override
  public void received(ServiceSocket from, String text) {
    thread.execute(() -> handle(text));
  }

  private void handle(String text) {
    ServerMessage message;
    try {
      message = MessageCodec.decodeServer(text);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    switch (message) {
      case ServerMessage.PeerDiscovery discovery -> discovery.peers().forEach(this::meet);
      case ServerMessage.UserJoined joined -> meet(joined.peer());
      case ServerMessage.RelayKeyed key -> relay.keyed(key.fromId(), key.publicKey());
      case ServerMessage.LinkStateChanged state -> {
        hearsUsBy = state.path();
        relay.hearsUs(state.fromId(), state.path());
      }
      case ServerMessage.AiStatusChanged status -> orbState = status.status();
      default -> {
        // Nothing this person acts on.
      }
    }
  }

  private void meet(PeerInfo peer) {
    relay.met(
        new PeerInfo(
            peer.userId(),
            peer.userName(),
            peer.userRole(),
            ParticipantType.HUMAN, // To be heard like one.
            peer.shouldCreateOffer(),
            peer.permissions(),
            peer.media(),
            new Consent(false, false, true),
            peer.generation(),
            peer.mediaId()));
    JsonObject offer = new JsonObject();
    offer.addProperty("type", "offer");
    offer.addProperty("sdp", OFFER);
    say(new ClientMessage.Offer(peer.userId(), new RawJson(offer.toString())));
    relay.answered(peer.userId(), true);
  }

  @Override
  public void alive(ServiceSocket from) {}

  @Override
  public void closed(ServiceSocket gone, int code) {}

  @Override
  public void close() {
    thread.execute(() -> {
      say(new ClientMessage.Leave());
      relay.close();
      socket.close(Duration.ofSeconds(1));
    });
    thread.shutdown();
    http.shutdown();
  }
}
