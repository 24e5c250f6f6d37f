package coach.hybrid.rooms.client.call;

import org.jspecify.annotations.Nullable;

/** One's own screen or window, from the question which one until it is shared no more. */
final class ScreenShare {
  private final MediaDevices devices;
  private final LocalMedia.Listener listener;
  private @Nullable MediaTrack track;
  private boolean asking;
  private boolean closed;

  ScreenShare(MediaDevices devices, LocalMedia.Listener listener) {
    this.devices = devices;
    this.listener = listener;
  }

  /** Asks which one, unless that is being asked already; ends what is shared. */
  void toggle() {
    if (track != null) {
      end();
    } else if (!asking) {
      asking = true;
      devices.openScreen(
          this::take,
          _ -> {
            asking = false;
            listener.mediaChanged();
          });
    }
  }

  private void take(MediaTrack chosen) {
    asking = false;
    if (closed) {
      chosen.stop();
      return;
    }
    track = chosen;
    chosen.onEnded(this::end);
    listener.trackChanged(Line.SCREEN, chosen);
    listener.mediaChanged();
  }

  private void end() {
    MediaTrack shared = track;
    if (shared != null) {
      track = null;
      shared.stop();
      listener.trackChanged(Line.SCREEN, null);
      listener.mediaChanged();
    }
  }

  @Nullable MediaTrack track() {
    return track;
  }

  void close() {
    closed = true;
    if (track != null) {
      track.stop();
      track = null;
    }
  }
}
