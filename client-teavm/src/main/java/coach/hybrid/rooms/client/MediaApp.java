package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.bindings.BrowserCrypto;
import coach.hybrid.rooms.client.bindings.BrowserMediaEngine;
import coach.hybrid.rooms.client.bindings.BrowserMediaSocket;
import coach.hybrid.rooms.client.bindings.BrowserRecorder;
import coach.hybrid.rooms.client.bindings.BrowserTimers;
import coach.hybrid.rooms.client.bindings.MediaExport;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.capture.Capture;
import coach.hybrid.rooms.client.media.RoomMedia;
import coach.hybrid.rooms.client.relay.Relay;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page's second script, which it fetches once it sits in a call: {@code capture} and {@code
 * relay}, tied together.
 */
public final class MediaApp implements RoomMedia {
  private final Timers timers = new BrowserTimers();
  private final Capture capture;
  private final Relay relay;

  private MediaApp(String roomId, Supplier<String> socketUrl) {
    capture =
        new Capture(
            BrowserRecorder::new,
            listener -> new BrowserMediaSocket(socketUrl.get() + "&use=transcription", listener),
            timers,
            Browser::randomBelow);
    relay =
        new Relay(
            roomId,
            new BrowserCrypto(),
            BrowserMediaEngine::load,
            listener -> new BrowserMediaSocket(socketUrl.get() + "&use=relay", listener),
            timers,
            Browser::randomBelow);
  }

  /** Called once, when the script has loaded. */
  public static void main(String[] args) {
    MediaExport.offer(MediaApp::new);
  }

  @Override
  public void setJoined(boolean joined) {
    relay.setJoined(joined);
    capture.setJoined(joined);
  }

  @Override
  public void setConsent(boolean mayBeWrittenDown) {
    capture.setConsent(mayBeWrittenDown);
  }

  @Override
  public void setTranscription(TranscriptionState state) {
    capture.setState(state);
  }

  @Override
  public void setMicrophone(@Nullable MediaTrack track, boolean on) {
    capture.setMicrophone(track, on);
  }

  @Override
  public void networkChanged() {
    relay.networkChanged();
  }

  @Override
  public RelayPath create(RelayPath.RelayPeer peer, RelayPath.Listener listener) {
    return relay.create(peer, listener);
  }

  @Override
  public void close() {
    if (capture.droppedFrames() > 0) {
      Browser.warn("sound not sent for transcription in time: " + capture.droppedFrames());
    }
    capture.close();
  }
}
