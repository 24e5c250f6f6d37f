package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaTrack;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/**
 * The level of a microphone. It listens to a clone of the track that stays enabled, so that
 * somebody who talks while muted can be told.
 */
public final class Microphone {
  private interface Analyser extends JSObject {
    /** Per mille of full scale; -1 while the browser lets no audio run. */
    @JSProperty
    int getLevel();

    void stop();
  }

  private @Nullable Analyser analyser;

  /** Listens to this track from now on, or to none. */
  public void listenTo(@Nullable MediaTrack track) {
    if (analyser != null) {
      analyser.stop();
      analyser = null;
    }
    if (track != null) {
      analyser = analyse(((BrowserTrack) track).overlay());
    }
  }

  /** Root mean square of the last 40 ms or so, in per mille; -1 if it is not known. */
  public int level() {
    return analyser == null ? -1 : analyser.getLevel();
  }

  @JSBody(
      params = "track",
      script =
          "var context = new AudioContext(), clone = track.clone(); clone.enabled = true;"
              + " var node = context.createAnalyser(); node.fftSize = 2048;"
              + " context.createMediaStreamSource(new MediaStream([clone])).connect(node);"
              + " var samples = new Float32Array(2048);"
              + " var wake = function () { context.resume(); };"
              + " addEventListener('pointerdown', wake);"
              + " return {get level() {"
              + "   if (context.state !== 'running') { return -1; }"
              + "   node.getFloatTimeDomainData(samples); var sum = 0;"
              + "   for (var i = 0; i < 2048; i++) { sum += samples[i] * samples[i]; }"
              + "   return Math.round(Math.sqrt(sum / 2048) * 1000); },"
              + "  stop: function () { removeEventListener('pointerdown', wake);"
              + "   clone.stop(); context.close(); }};")
  private static native Analyser analyse(Rtc.Track track);
}
