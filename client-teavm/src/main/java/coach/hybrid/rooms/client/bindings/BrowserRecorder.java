package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.capture.Recorder;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * A microphone as {@code recorder.js} encodes it, which is loaded when it is needed first. It reads
 * the track that the others hear, so a disabled one is silent here too.
 */
public final class BrowserRecorder implements Recorder {
  private interface Handle extends JSObject {
    void stop();
  }

  @JSFunctor
  private interface PacketTask extends JSObject {
    void accept(boolean isOpus, int capturedMillis, Int8Array packet);
  }

  private final Handle handle;

  public BrowserRecorder(MediaTrack microphone, Listener listener) {
    handle =
        record(
            ((BrowserTrack) microphone).overlay(),
            (isOpus, capturedMillis, packet) ->
                listener.encoded(isOpus, capturedMillis, packet.toJavaArray()),
            listener::failed);
  }

  @Override
  public void stop() {
    handle.stop();
  }

  @JSBody(
      params = {"track", "encoded", "failed"},
      script =
          "var done = false, recording = null, start = function () {"
              + "  if (!done) { recording = window.recordVoice(track, encoded, failed); } };"
              + " if (window.recordVoice) { start(); } else {"
              + "  var script = document.createElement('script');"
              + "  script.src = '/assets/recorder.js'; script.onload = start;"
              + "  script.onerror = function () { script.remove(); if (!done) { failed(); } };"
              + "  document.head.append(script); }"
              + " return {stop: function () { done = true;"
              + "  if (recording) { recording.stop(); } }};")
  private static native Handle record(Rtc.Track track, PacketTask encoded, Rtc.Task failed);
}
