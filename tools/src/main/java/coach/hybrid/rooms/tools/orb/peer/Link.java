package coach.hybrid.rooms.tools.orb.peer;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.tools.orb.peer.AsyncConnection.Done;
import com.google.gson.JsonObject;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpSendParameters;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStats;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one human. It answers and never offers. Descriptions and candidates are taken
 * in their order, each step on the orb's thread; only the observer's calls come on WebRTC's.
 */
final class Link implements PeerConnectionObserver {
  private static final List<String> STREAM = List.of("orb");

  private final String userId;
  private final MediaEngine engine;
  private final Executor orbThread;
  private final LinkListener listener;
  private final AsyncConnection connection;
  private final AtomicLong framesSeen = new AtomicLong();
  private final AtomicLong soundsHeard = new AtomicLong();
  private CompletableFuture<Done> steps = CompletableFuture.completedFuture(Done.DONE);
  private String fingerprint = "";
  private @Nullable RTCRtpSender picture;
  private boolean wasLost;
  private boolean audioAdded;
  private boolean videoAdded;
  private boolean answered;
  private volatile boolean connected;

  Link(
      String userId,
      MediaEngine engine,
      RTCConfiguration configuration,
      Executor orbThread,
      LinkListener listener) {
    this.userId = userId;
    this.engine = engine;
    this.orbThread = orbThread;
    this.listener = listener;
    this.connection = new AsyncConnection(engine.connect(configuration, this));
  }

  /** Whether this offer is from a connection that this link is not the other end of. */
  boolean strangerTo(String sdp) {
    return !fingerprint.isEmpty() && !fingerprint.equals(Sdp.fingerprint(sdp));
  }

  void offered(String sdp) {
    fingerprint = Sdp.fingerprint(sdp);
    step(() ->
        connection
            .setRemote(new RTCSessionDescription(RTCSdpType.OFFER, Sdp.withShortAudioFrames(sdp)))
            .thenComposeAsync(_ -> createAnswer(sdp), orbThread)
            .thenComposeAsync(connection::setLocal, orbThread)
            .thenApplyAsync(this::sendAnswer, orbThread));
  }

  void candidate(String text, String sdpMid, int sdpMLineIndex) {
    step(() -> {
      connection.raw().addIceCandidate(new RTCIceCandidate(sdpMid, sdpMLineIndex, text));
      return CompletableFuture.completedFuture(Done.DONE);
    });
  }

  void reconfigure(RTCConfiguration configuration) {
    connection.raw().setConfiguration(configuration);
  }

  /**
   * By which path, and how well, the other end hears us. What went out while it heard nothing is
   * lost, and what follows refers to it: the next picture needs none before it.
   */
  void heard(LinkPath path, LinkQuality quality) {
    boolean isLost = quality == LinkQuality.LOST || path == LinkPath.RELAY;
    if (wasLost && !isLost) {
      step(this::sendKeyFrame);
    }
    wasLost = quality == LinkQuality.LOST && path != LinkPath.RELAY;
  }

  /** An encoding that begins again begins with one; nothing else here orders it. */
  private CompletableFuture<Done> sendKeyFrame() {
    RTCRtpSender sender = picture;
    if (sender != null) {
      try {
        activate(sender, false);
      } finally {
        activate(sender, true);
      }
    }
    return CompletableFuture.completedFuture(Done.DONE);
  }

  private static void activate(RTCRtpSender sender, boolean active) {
    RTCRtpSendParameters parameters = sender.getParameters();
    parameters.encodings.forEach(encoding -> encoding.active = active);
    sender.setParameters(parameters);
  }

  private interface Step {
    CompletableFuture<Done> run();
  }

  private void step(Step step) {
    steps =
        steps
            .thenComposeAsync(
                _ ->
                    connection.isClosed()
                        ? CompletableFuture.completedFuture(Done.DONE)
                        : step.run(),
                orbThread)
            .exceptionally(failure -> {
              if (!connection.isClosed()) {
                listener.failed(userId, failure);
              }
              return null;
            });
  }

  private CompletableFuture<RTCSessionDescription> createAnswer(String offer) {
    if (connection.isClosed()) {
      return CompletableFuture.failedFuture(new CancellationException("closed"));
    }
    if (!audioAdded && Sdp.has(offer, "audio")) {
      audioAdded = true;
      connection.raw().addTrack(engine.audio(), STREAM);
    }
    if (!videoAdded && Sdp.has(offer, "video")) {
      videoAdded = true;
      picture = connection.raw().addTrack(engine.video(), STREAM);
    }
    return connection.createAnswer();
  }

  private Done sendAnswer(RTCSessionDescription description) {
    JsonObject answer = new JsonObject();
    answer.addProperty("type", "answer");
    answer.addProperty("sdp", description.sdp);
    listener.answered(userId, answer.toString(), !answered);
    answered = true;
    return Done.DONE;
  }

  @Override
  public void onIceCandidate(RTCIceCandidate candidate) {
    JsonObject json = new JsonObject();
    json.addProperty("candidate", candidate.sdp);
    json.addProperty("sdpMid", candidate.sdpMid);
    json.addProperty("sdpMLineIndex", candidate.sdpMLineIndex);
    listener.candidate(userId, json.toString());
  }

  @Override
  public void onConnectionChange(RTCPeerConnectionState state) {
    connected = state == RTCPeerConnectionState.CONNECTED;
    listener.connected(userId, connected);
  }

  @Override
  public void onTrack(RTCRtpTransceiver transceiver) {
    orbThread.execute(
        () -> connection.attend(transceiver, this::hear, framesSeen::incrementAndGet));
  }

  private void hear(byte[] pcm) {
    soundsHeard.incrementAndGet();
    listener.heard(userId, pcm);
  }

  /** Asks WebRTC how it stands; the listener is told. */
  void measure() {
    if (!connection.isClosed()) {
      connection.raw().getStats(report -> measured(report.getStats()));
    }
  }

  private void measured(Map<String, RTCStats> stats) {
    IceReading reading =
        IceReading.of(
            stats.values().stream().map(RTCStats::getAttributes).toList(),
            id -> stats.containsKey(id) ? stats.get(id).getAttributes() : Map.of(),
            connected);
    listener.measured(userId, reading.packets(), reading.path());
  }

  long framesSeen() {
    return framesSeen.get();
  }

  long soundsHeard() {
    return soundsHeard.get();
  }

  void close() {
    connection.close();
  }
}
