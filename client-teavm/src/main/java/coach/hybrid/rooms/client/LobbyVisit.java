package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.mic.SilenceWatch;
import coach.hybrid.rooms.client.ui.LobbyScreen;
import coach.hybrid.rooms.client.ui.Page;
import org.jspecify.annotations.Nullable;

/** The lobby with the devices behind it. */
final class LobbyVisit implements OwnMedia.Viewer {
  private final OwnMedia own;
  private final Timers timers;
  private final LobbyScreen screen;
  private final SilenceWatch silence = new SilenceWatch();

  LobbyVisit(Page page, Lobby lobby, OwnMedia own, Timers timers, Runnable join) {
    this.own = own;
    this.timers = timers;
    this.screen = new LobbyScreen(page, lobby, own.media, own.devices, own, join);
    own.show(this);
    own.media.open();
  }

  /** The media goes on into the call. */
  void close() {
    own.show(null);
  }

  void pressKey(char key) {
    screen.pressKey(key);
  }

  void refreshDevices() {
    own.media.devicesChanged();
    screen.refreshDevices();
  }

  @Override
  public void levelMeasured(int perMille) {
    boolean known = perMille >= 0 && own.media.isMicrophoneOn();
    if (!known) {
      silence.reset();
    }
    boolean silent = known && silence.update(perMille, timers.nowMillis());
    screen.showLevel(Math.max(0, perMille), silent);
  }

  @Override
  public void trackChanged(Line line, @Nullable MediaTrack track) {
    silence.reset();
    screen.refreshDevices();
  }

  @Override
  public void mediaChanged() {
    screen.update();
  }
}
