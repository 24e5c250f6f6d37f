package coach.hybrid.rooms.tools.soak;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import coach.hybrid.rooms.tools.orb.ServiceSocket;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One native person in one room: a socket, a microphone and a link to each other participant. All
 * of it on the people's thread; sockets and links bring there what they hear.
 */
final class Human implements ServiceSocket.Listener {
  private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(1);
  static final String ORB = "orb";
  static final String OTHER = "human";

  private final HumansEngine engine;
  private final Executor thread;
  private final Consumer<String> faults;
  private final String roomId;
  private final String userId;
  private final Role role;
  private final AudioTrack microphone;
  private final ServiceSocket socket;
  private final Map<String, HumanLink> links = new HashMap<>();
  private List<IceServer> iceServers = List.of();
  private AiState orbState = AiState.READY;
  private boolean leaving;
  private int orbsMet;
  private final AtomicInteger orbTurns = new AtomicInteger();
  private final AtomicInteger captions = new AtomicInteger();

  /** Joins as soon as the socket is open. */
  Human(
      HumansEngine engine,
      HttpClient http,
      Executor thread,
      URI room,
      String roomId,
      String userId,
      Role role,
      Consumer<String> faults) {
    this.engine = engine;
    this.thread = thread;
    this.faults = faults;
    this.roomId = roomId;
    this.userId = userId;
    this.role = role;
    this.microphone = engine.microphone("voice-of-" + userId);
    this.socket = ServiceSocket.open(http, room, this);
  }

  private void say(ClientMessage message) {
    socket.send(MessageCodec.encode(message));
  }

  /** Takes the floor, or gives it up. */
  void talk(boolean on) {
    if (!leaving) {
      microphone.setEnabled(on);
      say(new ClientMessage.SetSpeaking(on));
    }
  }

  @Override
  public void opened(ServiceSocket opened) {
    thread.execute(() -> {
      say(
          new ClientMessage.Join(
              roomId,
              userId,
              role.wireName(),
              role,
              ParticipantType.HUMAN,
              Protocol.VERSION,
              "page-of-" + userId));
      say(new ClientMessage.SetMediaState(new MediaFlags(true, false, false)));
      say(new ClientMessage.SetConsent(new Consent(false, false, true)));
    });
  }

  @Override
  public void received(ServiceSocket from, String text) {
    thread.execute(() -> {
      if (leaving) {
        return;
      }
      try {
        handle(MessageCodec.decodeServer(text));
      } catch (ProtocolException e) {
        faults.accept(userId + " does not understand: " + e.getMessage());
      }
    });
  }

  @Override
  public void alive(ServiceSocket from) {
    // The kernel tells soon enough when the service on this machine is gone.
  }

  @Override
  public void closed(ServiceSocket gone, int code) {
    thread.execute(() -> {
      if (!leaving) {
        faults.accept("the socket of " + userId + " closed: " + code);
      }
    });
  }

  private void handle(ServerMessage message) {
    switch (message) {
      case ServerMessage.IceServers ice -> iceServers = ice.iceServers();
      case ServerMessage.PeerDiscovery discovery -> discovery.peers().forEach(this::meet);
      case ServerMessage.UserJoined joined -> meet(joined.peer());
      case ServerMessage.UserLeft left -> {
        faults.accept(left.userId() + " left " + userId);
        drop(left.userId());
      }
      case ServerMessage.Offer offer ->
          link(offer.fromId(), link -> link.offered(offer.offer().text()));
      case ServerMessage.Answer answer ->
          link(answer.fromId(), link -> link.answered(answer.answer().text()));
      case ServerMessage.IceCandidate candidate ->
          link(candidate.fromId(), link -> link.candidate(candidate.candidate().text()));
      case ServerMessage.AiStatusChanged status -> {
        if (status.status() == AiState.SPEAKING && orbState != AiState.SPEAKING) {
          orbTurns.incrementAndGet();
        }
        orbState = status.status();
      }
      case ServerMessage.Caption _ -> captions.incrementAndGet();
      case ServerMessage.OrbStateChanged orb -> {
        if (orb.state() == OrbState.UNAVAILABLE) {
          faults.accept("the orb of " + userId + " is not to be had: " + orb.reason());
        }
      }
      case ServerMessage.Refused refused ->
          faults.accept(userId + " was refused: " + refused.code() + " " + refused.message());
      case ServerMessage.OrbShutdownAnnounced shutdown ->
          faults.accept("the orb of " + userId + " goes: " + shutdown.reason());
      case ServerMessage.RoomStateChanged _,
          ServerMessage.TranscriptionChanged _,
          ServerMessage.MediaStateChanged _,
          ServerMessage.ConsentChanged _,
          ServerMessage.SpeakingChanged _,
          ServerMessage.RelayKeyed _,
          ServerMessage.LinkStateChanged _,
          ServerMessage.TokenRefreshed _,
          ServerMessage.Pong _ -> {
        // Nothing that a link depends on.
      }
    }
  }

  private void meet(PeerInfo peer) {
    drop(peer.userId());
    boolean orb = peer.participantType() == ParticipantType.AI;
    if (orb && ++orbsMet > 1) {
      faults.accept("the orb of " + userId + " came again");
    }
    // Sound that costs nothing but where it matters: two cores do not carry four good encoders a
    // room beside the orb's. The coach's link to the orb is as a browser's.
    boolean plain = !orb || role != Role.COACH;
    HumanLink link =
        new HumanLink(
            engine, microphone, orb, plain, configuration(), thread, outward(peer.userId()));
    links.put(peer.userId(), link);
    if (peer.shouldCreateOffer()) {
      link.offer();
    }
  }

  private HumanLink.Outward outward(String peerId) {
    return new HumanLink.Outward() {
      @Override
      public void offer(String description) {
        say(new ClientMessage.Offer(peerId, new RawJson(description)));
      }

      @Override
      public void answer(String description) {
        say(new ClientMessage.Answer(peerId, new RawJson(description)));
      }

      @Override
      public void candidate(String candidate) {
        thread.execute(() -> {
          if (!leaving) {
            say(new ClientMessage.IceCandidate(peerId, new RawJson(candidate)));
          }
        });
      }

      @Override
      public void failed(String why) {
        faults.accept("the link of " + userId + " to " + peerId + ": " + why);
      }
    };
  }

  private RTCConfiguration configuration() {
    RTCConfiguration configuration = new RTCConfiguration();
    configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
    for (IceServer server : iceServers) {
      RTCIceServer entry = new RTCIceServer();
      entry.urls.addAll(server.urls());
      if (server.username() != null && server.credential() != null) {
        entry.username = server.username();
        entry.password = server.credential();
      }
      configuration.iceServers.add(entry);
    }
    return configuration;
  }

  private void link(String peerId, Consumer<HumanLink> then) {
    HumanLink link = links.get(peerId);
    if (link != null) {
      then.accept(link);
    }
  }

  private void drop(String peerId) {
    HumanLink link = links.remove(peerId);
    if (link != null) {
      link.close();
    }
  }

  /** What comes in, by {@link #ORB} and {@link #OTHER}. */
  Map<String, CompletableFuture<LinkFigures>> figures() {
    Map<String, CompletableFuture<LinkFigures>> figures = new HashMap<>();
    links.forEach((peerId, link) ->
        figures.put(peerId.startsWith(Protocol.ORB_ID_PREFIX) ? ORB : OTHER, link.figures()));
    return figures;
  }

  int orbTurns() {
    return orbTurns.get();
  }

  int captions() {
    return captions.get();
  }

  /** From now on nothing that ends is a fault. */
  void expectTheEnd() {
    leaving = true;
  }

  void close() {
    leaving = true;
    List.copyOf(links.keySet()).forEach(this::drop);
    microphone.dispose();
    socket.close(GOODBYE_LIMIT);
  }
}
