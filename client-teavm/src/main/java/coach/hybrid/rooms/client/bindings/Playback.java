package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaTrack;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.html.HTMLMediaElement;

/** Tracks into elements that show or play them. */
public final class Playback {
  private Playback() {}

  /**
   * Plays this track and no other; does nothing if it does so already.
   *
   * @param blocked runs if the browser wants a tap before it plays sound
   */
  public static void play(HTMLMediaElement element, @Nullable MediaTrack track, Runnable blocked) {
    play(element, track == null ? null : ((BrowserTrack) track).js(), (Rtc.Task) blocked::run);
  }

  @JSBody(
      params = {"element", "track", "blocked"},
      script =
          "var old = element.srcObject && element.srcObject.getTracks()[0];"
              + " if (old === track || (!old && !track)) { return; }"
              + " element.srcObject = track ? new MediaStream([track]) : null;"
              + " if (track) { element.play().catch(function (e) {"
              + "  if (e.name === 'NotAllowedError') { blocked(); } }); }")
  private static native void play(
      HTMLMediaElement element, @Nullable JSObject track, Rtc.Task blocked);

  /** Tries again, from inside a tap. */
  @JSBody(params = "element", script = "element.play().catch(function () {});")
  public static native void resume(HTMLMediaElement element);

  @JSBody(script = "return 'setSinkId' in HTMLMediaElement.prototype;")
  public static native boolean canChooseSpeaker();

  @JSBody(
      params = {"element", "speakerId"},
      script = "if (element.setSinkId) { element.setSinkId(speakerId).catch(function () {}); }")
  public static native void setSpeaker(HTMLMediaElement element, String speakerId);
}
