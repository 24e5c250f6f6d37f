package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaTrack;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/** A {@code MediaStreamTrack} of this browser. */
public final class BrowserTrack implements MediaTrack {
  private final Rtc.Track track;

  BrowserTrack(Rtc.Track track) {
    this.track = track;
  }

  /** The track itself, for elements that play it. */
  public JSObject js() {
    return track;
  }

  Rtc.Track overlay() {
    return track;
  }

  /** Another of the page's scripts may know the same track. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BrowserTrack that && isSame(track, that.track);
  }

  @Override
  public int hashCode() {
    return track.getId().hashCode();
  }

  /** Equal ids do not do: what comes in by another link may have that of what came before. */
  @JSBody(
      params = {"first", "second"},
      script = "return first === second;")
  private static native boolean isSame(Rtc.Track first, Rtc.Track second);

  @Override
  public void setEnabled(boolean enabled) {
    track.setEnabled(enabled);
  }

  @Override
  public void stop() {
    track.stop();
  }

  @Override
  public void onEnded(Runnable task) {
    track.onEnded(_ -> task.run());
  }
}
