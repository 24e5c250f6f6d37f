package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.media.Recorder;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * A microphone as {@code recorder.js} encodes it, which is loaded when it is needed first. It reads
 * the track that the others hear, so a disabled one is silent here too.
 */
public final class BrowserRecorder implements Recorder {
  /** Enough to be written down. */
  private static final int BITS_A_SECOND = 24_000;

  private interface Handle extends JSObject {
    void stop();
  }

  @JSFunctor
  private interface PacketTask extends JSObject {
    void accept(boolean isOpus, int capturedMillis, Int8Array packet);
  }

  private @Nullable Handle handle;
  private boolean stopped;

  public BrowserRecorder(MediaTrack microphone, Listener listener) {
    this(microphone, BITS_A_SECOND, listener);
  }

  /** In so many bits; in 0 it is PCM. */
  BrowserRecorder(MediaTrack microphone, int bitsASecond, Listener listener) {
    Scripts.load(
        "recordVoice",
        "/assets/recorder.js",
        () -> {
          if (!stopped) {
            handle =
                record(
                    ((BrowserTrack) microphone).overlay(),
                    bitsASecond,
                    (isOpus, capturedMillis, packet) ->
                        listener.encoded(isOpus, capturedMillis, packet.toJavaArray()),
                    listener::failed);
          }
        },
        () -> {
          if (!stopped) {
            listener.failed();
          }
        });
  }

  @Override
  public void stop() {
    stopped = true;
    if (handle != null) {
      handle.stop();
    }
  }

  @JSBody(
      params = {"track", "bitsASecond", "encoded", "failed"},
      script = "return window.recordVoice(track, bitsASecond, encoded, failed);")
  private static native Handle record(
      Rtc.Track track, int bitsASecond, PacketTask encoded, Rtc.Task failed);
}
