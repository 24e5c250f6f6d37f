package coach.hybrid.rooms.tools.orb.peer;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import dev.onvoid.webrtc.media.video.VideoTrack;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A native peer connection with futures in place of observers, and an end in the one order that
 * does not crash. Futures complete on WebRTC's threads; everything else is for one thread.
 */
public final class AsyncConnection {
  /** What a step without a result comes to. */
  public enum Done {
    DONE
  }

  private final RTCPeerConnection connection;
  private final List<Runnable> deafen = new ArrayList<>();
  private volatile boolean closed;

  public AsyncConnection(RTCPeerConnection connection) {
    this.connection = connection;
  }

  /** For what needs no future. */
  public RTCPeerConnection raw() {
    return connection;
  }

  public boolean isClosed() {
    return closed;
  }

  public CompletableFuture<RTCSessionDescription> createOffer() {
    CompletableFuture<RTCSessionDescription> offer = new CompletableFuture<>();
    connection.createOffer(new RTCOfferOptions(), creating(offer));
    return offer;
  }

  public CompletableFuture<RTCSessionDescription> createAnswer() {
    CompletableFuture<RTCSessionDescription> answer = new CompletableFuture<>();
    connection.createAnswer(new RTCAnswerOptions(), creating(answer));
    return answer;
  }

  /** Comes to the description itself; cancelled when the connection was closed meanwhile. */
  public CompletableFuture<RTCSessionDescription> setLocal(RTCSessionDescription description) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    if (closed) {
      done.cancel(false);
    } else {
      connection.setLocalDescription(description, setting(done));
    }
    return done.thenApply(_ -> description);
  }

  public CompletableFuture<Done> setRemote(RTCSessionDescription description) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    connection.setRemoteDescription(description, setting(done));
    return done;
  }

  private static CreateSessionDescriptionObserver creating(
      CompletableFuture<RTCSessionDescription> made) {
    return new CreateSessionDescriptionObserver() {
      @Override
      public void onSuccess(RTCSessionDescription description) {
        made.complete(description);
      }

      @Override
      public void onFailure(String error) {
        made.completeExceptionally(new IllegalStateException("no description: " + error));
      }
    };
  }

  private static SetSessionDescriptionObserver setting(CompletableFuture<Done> done) {
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

  /**
   * Listens to a track for good: one that pauses and comes back is the same one.
   *
   * @param heard gets 10 ms of PCM at a time
   * @param seen runs for each picture
   */
  public void attend(RTCRtpTransceiver transceiver, Consumer<byte[]> heard, Runnable seen) {
    var track = transceiver.getReceiver().getTrack();
    if (closed) {
      return;
    }
    if (track instanceof AudioTrack voice) {
      AudioTrackSink ear = (pcm, _, _, _, _) -> heard.accept(pcm);
      voice.addSink(ear);
      deafen.add(() -> voice.removeSink(ear));
    } else if (track instanceof VideoTrack camera) {
      VideoTrackSink eye =
          frame -> {
            seen.run();
            frame.release();
          };
      camera.addSink(eye);
      deafen.add(() -> camera.removeSink(eye));
    }
  }

  /** Senders and sinks first, then the connection: any other order crashes. */
  public void close() {
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
