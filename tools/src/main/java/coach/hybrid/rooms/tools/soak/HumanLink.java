package coach.hybrid.rooms.tools.soak;

import coach.hybrid.rooms.tools.orb.peer.AsyncConnection;
import coach.hybrid.rooms.tools.orb.peer.AsyncConnection.Done;
import coach.hybrid.rooms.tools.orb.talk.VoiceActivity;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsType;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One person's connection to one other: sound both ways, a picture from an orb. Used on the
 * people's thread; observers and sinks are called on WebRTC's.
 */
final class HumanLink implements PeerConnectionObserver {
  private static final List<String> STREAM = List.of("human");
  private static final double VOICE_DECIBELS = -48;

  /** Where descriptions and candidates go; told on threads of WebRTC. */
  interface Outward {
    void offer(String description);

    void answer(String description);

    void candidate(String candidate);

    void failed(String why);
  }

  private final HumansEngine engine;
  private final boolean toOrb;
  private final boolean plain;
  private final Executor thread;
  private final Outward outward;
  private final AudioTrack microphone;
  private final AsyncConnection connection;
  private final CompletableFuture<Done> remoteKnown = new CompletableFuture<>();
  private final AtomicLong loud = new AtomicLong();

  /** A {@code plain} one offers telephone sound only. */
  HumanLink(
      HumansEngine engine,
      AudioTrack microphone,
      boolean toOrb,
      boolean plain,
      RTCConfiguration configuration,
      Executor thread,
      Outward outward) {
    this.thread = thread;
    this.outward = outward;
    this.microphone = microphone;
    this.connection = new AsyncConnection(engine.connect(configuration, this));
    this.engine = engine;
    this.toOrb = toOrb;
    this.plain = plain;
    if (toOrb) {
      connection.raw().addTrack(microphone, STREAM);
      RTCRtpTransceiverInit receive = new RTCRtpTransceiverInit();
      receive.direction = RTCRtpTransceiverDirection.RECV_ONLY;
      connection.raw().addTransceiver(engine.noCamera(), receive);
    }
  }

  /** Makes the first offer. */
  void offer() {
    if (!toOrb) {
      connection.raw().addTrack(microphone, STREAM);
    }
    if (plain) {
      connection.raw().getTransceivers()[0].setCodecPreferences(engine.plainCodecs());
    }
    run(
        connection
            .createOffer()
            .thenComposeAsync(connection::setLocal, thread)
            .thenAcceptAsync(
                made ->
                    outward.offer(
                        Descriptions.json("offer", Descriptions.withLongPackets(made.sdp))),
                thread));
  }

  void offered(String description) {
    run(
        setRemote(new RTCSessionDescription(RTCSdpType.OFFER, Descriptions.sdp(description)))
            .thenComposeAsync(
                _ -> {
                  connection.raw().addTrack(microphone, STREAM);
                  return connection.createAnswer();
                },
                thread)
            .thenComposeAsync(connection::setLocal, thread)
            .thenAcceptAsync(
                made ->
                    outward.answer(
                        Descriptions.json("answer", Descriptions.withLongPackets(made.sdp))),
                thread));
  }

  void answered(String description) {
    run(
        setRemote(
            new RTCSessionDescription(
                RTCSdpType.ANSWER, Descriptions.withLongPackets(Descriptions.sdp(description)))));
  }

  /** Candidates may come before the answer they belong to. */
  void candidate(String text) {
    RTCIceCandidate candidate = Descriptions.candidate(text);
    if (!candidate.sdp.isEmpty()) {
      run(remoteKnown.thenAcceptAsync(_ -> connection.raw().addIceCandidate(candidate), thread));
    }
  }

  private void run(CompletableFuture<?> steps) {
    var _ =
        steps.exceptionally(failure -> {
          if (!connection.isClosed()) {
            outward.failed(String.valueOf(failure.getMessage()));
          }
          return null;
        });
  }

  private CompletableFuture<Done> setRemote(RTCSessionDescription description) {
    return connection
        .setRemote(description)
        .thenApply(known -> {
          remoteKnown.complete(known);
          return known;
        });
  }

  @Override
  public void onIceCandidate(RTCIceCandidate candidate) {
    outward.candidate(Descriptions.json(candidate));
  }

  @Override
  public void onConnectionChange(RTCPeerConnectionState state) {
    if (state == RTCPeerConnectionState.FAILED && !connection.isClosed()) {
      outward.failed("the connection failed");
    }
  }

  @Override
  public void onTrack(RTCRtpTransceiver transceiver) {
    thread.execute(() -> connection.attend(transceiver, this::hear, () -> {}));
  }

  private void hear(byte[] pcm) {
    if (VoiceActivity.decibels(pcm) > VOICE_DECIBELS) {
      loud.incrementAndGet();
    }
  }

  CompletableFuture<LinkFigures> figures() {
    CompletableFuture<LinkFigures> figures = new CompletableFuture<>();
    connection.raw().getStats(report -> figures.complete(read(report.getStats())));
    return figures;
  }

  private LinkFigures read(Map<String, RTCStats> stats) {
    long packets = 0;
    long samples = 0;
    long concealed = 0;
    long frames = 0;
    for (RTCStats entry : stats.values()) {
      Map<String, Object> values = entry.getAttributes();
      if (entry.getType() == RTCStatsType.INBOUND_RTP && "audio".equals(values.get("kind"))) {
        packets += number(values, "packetsReceived");
        samples += number(values, "totalSamplesReceived");
        concealed += number(values, "concealedSamples");
      } else if (entry.getType() == RTCStatsType.INBOUND_RTP) {
        frames += number(values, "framesDecoded");
      }
    }
    return new LinkFigures(packets, samples, concealed, loud.get(), frames);
  }

  private static long number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  void close() {
    connection.close();
  }
}
