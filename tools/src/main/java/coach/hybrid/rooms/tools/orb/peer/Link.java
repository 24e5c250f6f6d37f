package coach.hybrid.rooms.tools.orb.peer;

import com.google.gson.JsonObject;
import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection to one human. It answers and never offers. Descriptions and candidates are taken
 * in their order, each step on the orb's thread; only the observer's calls come on WebRTC's.
 */
final class Link implements PeerConnectionObserver {
  private static final List<String> STREAM = List.of("orb");

  /** What a step comes to. */
  private enum Done {
    DONE
  }

  private final String userId;
  private final MediaEngine engine;
  private final Executor orbThread;
  private final LinkListener listener;
  private final RTCPeerConnection connection;
  private final List<Runnable> deafen = new ArrayList<>();
  private final AtomicLong framesSeen = new AtomicLong();
  private final AtomicLong soundsHeard = new AtomicLong();
  private CompletableFuture<Done> steps = CompletableFuture.completedFuture(Done.DONE);
  private String fingerprint = "";
  private boolean audioAdded;
  private boolean videoAdded;
  private volatile boolean closed;

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
    this.connection = engine.connect(configuration, this);
  }

  /** Whether this offer is from a connection that this link is not the other end of. */
  boolean strangerTo(String sdp) {
    return !fingerprint.isEmpty() && !fingerprint.equals(Sdp.fingerprint(sdp));
  }

  void offered(String sdp) {
    fingerprint = Sdp.fingerprint(sdp);
    step(() ->
        setRemote(new RTCSessionDescription(RTCSdpType.OFFER, Sdp.withShortAudioFrames(sdp)))
            .thenComposeAsync(_ -> createAnswer(sdp), orbThread)
            .thenComposeAsync(this::setLocal, orbThread)
            .thenApplyAsync(this::sendAnswer, orbThread));
  }

  void candidate(String text, String sdpMid, int sdpMLineIndex) {
    step(() -> {
      connection.addIceCandidate(new RTCIceCandidate(sdpMid, sdpMLineIndex, text));
      return CompletableFuture.completedFuture(Done.DONE);
    });
  }

  void reconfigure(RTCConfiguration configuration) {
    connection.setConfiguration(configuration);
  }

  private interface Step {
    CompletableFuture<Done> run();
  }

  private void step(Step step) {
    steps =
        steps
            .thenComposeAsync(
                _ -> closed ? CompletableFuture.completedFuture(Done.DONE) : step.run(), orbThread)
            .exceptionally(failure -> {
              if (!closed) {
                listener.failed(userId, failure);
              }
              return null;
            });
  }

  private CompletableFuture<RTCSessionDescription> createAnswer(String offer) {
    CompletableFuture<RTCSessionDescription> answer = new CompletableFuture<>();
    if (closed) {
      answer.cancel(false);
      return answer;
    }
    if (!audioAdded && Sdp.has(offer, "audio")) {
      audioAdded = true;
      connection.addTrack(engine.audio(), STREAM);
    }
    if (!videoAdded && Sdp.has(offer, "video")) {
      videoAdded = true;
      connection.addTrack(engine.video(), STREAM);
    }
    connection.createAnswer(
        new RTCAnswerOptions(),
        new CreateSessionDescriptionObserver() {
          @Override
          public void onSuccess(RTCSessionDescription description) {
            answer.complete(description);
          }

          @Override
          public void onFailure(String error) {
            answer.completeExceptionally(new IllegalStateException("no answer: " + error));
          }
        });
    return answer;
  }

  private CompletableFuture<Done> setRemote(RTCSessionDescription description) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    connection.setRemoteDescription(description, observer(done));
    return done;
  }

  private CompletableFuture<RTCSessionDescription> setLocal(RTCSessionDescription description) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    if (closed) {
      done.cancel(false);
    } else {
      connection.setLocalDescription(description, observer(done));
    }
    return done.thenApply(_ -> description);
  }

  private static SetSessionDescriptionObserver observer(CompletableFuture<Done> done) {
    return new SetSessionDescriptionObserver() {
      @Override
      public void onSuccess() {
        done.complete(Done.DONE);
      }

      @Override
      public void onFailure(String error) {
        done.completeExceptionally(new IllegalStateException("description refused: " + error));
      }
    };
  }

  private Done sendAnswer(RTCSessionDescription description) {
    JsonObject answer = new JsonObject();
    answer.addProperty("type", "answer");
    answer.addProperty("sdp", description.sdp);
    listener.answered(userId, answer.toString());
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
    listener.connected(userId, state == RTCPeerConnectionState.CONNECTED);
  }

  /** A sink stays on its track for good: a track that pauses and comes back is the same one. */
  @Override
  public void onTrack(RTCRtpTransceiver transceiver) {
    var track = transceiver.getReceiver().getTrack();
    orbThread.execute(() -> {
      if (closed) {
        return;
      }
      if (track instanceof AudioTrack voice) {
        AudioTrackSink ear = (pcm, _, _, _, _) -> hear(pcm);
        voice.addSink(ear);
        deafen.add(() -> voice.removeSink(ear));
      } else if (track instanceof VideoTrack camera) {
        VideoTrackSink eye =
            frame -> {
              framesSeen.incrementAndGet();
              frame.release();
            };
        camera.addSink(eye);
        deafen.add(() -> camera.removeSink(eye));
      }
    });
  }

  private void hear(byte[] pcm) {
    soundsHeard.incrementAndGet();
    listener.heard(userId, pcm);
  }

  long framesSeen() {
    return framesSeen.get();
  }

  long soundsHeard() {
    return soundsHeard.get();
  }

  /** In the one order that does not crash: senders and sinks first, then the connection. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (RTCRtpSender sender : connection.getSenders()) {
      connection.removeTrack(sender);
    }
    deafen.forEach(Runnable::run);
    connection.close();
  }
}
