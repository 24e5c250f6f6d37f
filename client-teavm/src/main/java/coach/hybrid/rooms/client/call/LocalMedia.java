package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.MediaDevices.Failure;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.Permissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One's own microphone, camera and screen. Muting disables the track, so that nothing is negotiated
 * and the level can still be watched; switching the camera off lets go of it, so that its light
 * goes off.
 */
public final class LocalMedia {
  public interface Listener {
    /** Another track, or none, goes out on this line from now on. */
    void trackChanged(Line line, @Nullable MediaTrack track);

    /** Anything a person can see changed: on, off, failed, asking. */
    void mediaChanged();

    /**
     * A device went away by itself: unplugged, or its permission taken back.
     *
     * @param failure why no other took over; null if one did
     */
    default void deviceLost(Kind kind, @Nullable Failure failure) {}
  }

  private final MediaDevices devices;
  private final Choices choices;
  private final Permissions permissions;
  private final Listener listener;
  private @Nullable MediaTrack microphone;
  private @Nullable MediaTrack camera;
  private final ScreenShare screen;
  private @Nullable Failure microphoneFailure;
  private @Nullable Failure cameraFailure;
  private boolean wantsMicrophone;
  private boolean wantsCamera;
  private boolean asking;
  private boolean closed;

  public LocalMedia(
      MediaDevices devices, Choices choices, Permissions permissions, Listener listener) {
    this.devices = devices;
    this.choices = choices;
    this.permissions = permissions;
    this.listener = listener;
    this.screen = new ScreenShare(devices, listener);
    this.wantsMicrophone = permissions.audio();
    this.wantsCamera = permissions.video();
  }

  /** Asks for whatever is wanted and permitted, with one question if it can be one. */
  public void open() {
    boolean needsMicrophone = wantsMicrophone && microphone == null;
    boolean needsCamera = wantsCamera && camera == null;
    if (asking || (!needsMicrophone && !needsCamera)) {
      return;
    }
    asking = true;
    listener.mediaChanged();
    devices.open(
        needsMicrophone,
        needsCamera,
        choices.deviceId(Kind.MICROPHONE),
        choices.deviceId(Kind.CAMERA),
        opened -> {
          asking = false;
          takeMicrophone(opened.microphone());
          takeCamera(opened.camera());
          listener.mediaChanged();
        },
        failure -> {
          asking = false;
          if (needsMicrophone && needsCamera) {
            openEach(failure);
          } else {
            fail(needsMicrophone ? Kind.MICROPHONE : Kind.CAMERA, failure);
          }
        });
  }

  /** Together it failed; each alone may work, unless that would put the question again. */
  private void openEach(Failure together) {
    for (Kind kind : new Kind[] {Kind.MICROPHONE, Kind.CAMERA}) {
      if (together != Failure.DENIED) {
        openOne(kind);
        continue;
      }
      devices.isGranted(
          kind,
          granted -> {
            if (granted) {
              openOne(kind);
            } else {
              fail(kind, together);
            }
          });
    }
  }

  private void openOne(Kind kind) {
    openOne(kind, _ -> {});
  }

  private void openOne(Kind kind, Consumer<@Nullable Failure> then) {
    boolean isMicrophone = kind == Kind.MICROPHONE;
    devices.open(
        isMicrophone,
        !isMicrophone,
        choices.deviceId(Kind.MICROPHONE),
        choices.deviceId(Kind.CAMERA),
        opened -> {
          takeMicrophone(opened.microphone());
          takeCamera(opened.camera());
          listener.mediaChanged();
          then.accept(null);
        },
        failure -> {
          fail(kind, failure);
          then.accept(failure);
        });
  }

  private void fail(Kind kind, Failure failure) {
    if (kind == Kind.MICROPHONE) {
      microphoneFailure = failure;
    } else {
      cameraFailure = failure;
      wantsCamera = false;
    }
    listener.mediaChanged();
  }

  private void takeMicrophone(@Nullable MediaTrack track) {
    if (track == null) {
      return;
    }
    if (closed) {
      track.stop(); // the browser was still asking when we left
      return;
    }
    if (microphone != null) {
      microphone.stop();
    }
    microphone = track;
    microphoneFailure = null;
    track.setEnabled(wantsMicrophone);
    track.onEnded(() -> lose(Kind.MICROPHONE, track));
    listener.trackChanged(Line.AUDIO, track);
  }

  private void takeCamera(@Nullable MediaTrack track) {
    if (track == null) {
      return;
    }
    if (closed || !wantsCamera) {
      track.stop(); // switched off again, or left, while the browser was still asking
      return;
    }
    if (camera != null) {
      camera.stop();
    }
    camera = track;
    cameraFailure = null;
    track.onEnded(() -> lose(Kind.CAMERA, track));
    listener.trackChanged(Line.CAMERA, track);
  }

  /** A device went away by itself; another of its kind takes over if there is one. */
  private void lose(Kind kind, MediaTrack track) {
    if (track.equals(microphone)) {
      microphone = null;
      listener.trackChanged(Line.AUDIO, null);
      openOne(kind, failure -> listener.deviceLost(kind, failure));
    } else if (track.equals(camera)) {
      camera = null;
      listener.trackChanged(Line.CAMERA, null);
      openOne(kind, failure -> listener.deviceLost(kind, failure));
    }
    listener.mediaChanged();
  }

  /** Something was plugged in: a microphone that was missing may be there now. */
  public void devicesChanged() {
    if (microphone == null && microphoneFailure == Failure.MISSING && wantsMicrophone) {
      openOne(Kind.MICROPHONE);
    }
  }

  public void toggleMicrophone() {
    if (!permissions.audio()) {
      return;
    }
    MediaTrack track = microphone;
    if (track == null) {
      wantsMicrophone = true;
      open();
      return;
    }
    wantsMicrophone = !wantsMicrophone;
    track.setEnabled(wantsMicrophone);
    listener.mediaChanged();
  }

  public void toggleCamera() {
    if (!permissions.video()) {
      return;
    }
    MediaTrack track = camera;
    if (track == null) {
      wantsCamera = !(wantsCamera && asking);
      open();
      return;
    }
    wantsCamera = false;
    camera = null;
    track.stop();
    listener.trackChanged(Line.CAMERA, null);
    listener.mediaChanged();
  }

  public void toggleScreen() {
    if (canShareScreen()) {
      screen.toggle();
    }
  }

  /** Takes another device from now on, and next time. */
  public void choose(Kind kind, String id) {
    choices.rememberDevice(kind, id);
    if (kind == Kind.MICROPHONE && permissions.audio()) {
      openOne(kind);
    } else if (kind == Kind.CAMERA && wantsCamera) {
      openOne(kind);
    }
  }

  /** Lets go of everything. */
  public void close() {
    closed = true;
    for (MediaTrack track : new @Nullable MediaTrack[] {microphone, camera}) {
      if (track != null) {
        track.stop();
      }
    }
    microphone = null;
    camera = null;
    screen.close();
  }

  /** What the others get right now. */
  public MediaFlags flags() {
    return new MediaFlags(isMicrophoneOn(), camera != null, screen() != null);
  }

  public boolean isMicrophoneOn() {
    return microphone != null && wantsMicrophone;
  }

  /** In a lobby whose question is still open this is what will be on. */
  public boolean wantsMicrophone() {
    return wantsMicrophone && microphoneFailure == null;
  }

  public boolean wantsCamera() {
    return wantsCamera && cameraFailure == null;
  }

  public boolean isAsking() {
    return asking;
  }

  public boolean canShareScreen() {
    return permissions.mayShareScreen() && devices.canShareScreen();
  }

  public Permissions permissions() {
    return permissions;
  }

  public @Nullable MediaTrack microphone() {
    return microphone;
  }

  public @Nullable MediaTrack camera() {
    return camera;
  }

  public @Nullable MediaTrack screen() {
    return screen.track();
  }

  public @Nullable Failure microphoneFailure() {
    return microphoneFailure;
  }

  public @Nullable Failure cameraFailure() {
    return cameraFailure;
  }
}
