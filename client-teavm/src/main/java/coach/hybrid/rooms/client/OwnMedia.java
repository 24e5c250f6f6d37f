package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.bindings.Microphone;
import coach.hybrid.rooms.client.call.Choices;
import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.LocalMedia;
import coach.hybrid.rooms.client.call.MediaDevices;
import coach.hybrid.rooms.client.call.MediaDevices.Failure;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.Permissions;
import org.jspecify.annotations.Nullable;

/** One's own media with the ear on the microphone; it outlives the lobby, so nothing asks twice. */
final class OwnMedia implements LocalMedia.Listener, Choices {
  static final int LEVEL_MILLIS = 50;

  /** Whoever shows it now: the lobby, then the call. */
  interface Viewer extends LocalMedia.Listener {
    /** Twenty times a second; -1 if the level is not known. */
    void levelMeasured(int perMille);
  }

  final LocalMedia media;
  final MediaDevices devices;
  private final Timers timers;
  private final Microphone ear = new Microphone();
  private @Nullable Viewer viewer;
  private final String consentKey;
  private boolean closed;

  OwnMedia(MediaDevices devices, Timers timers, Permissions permissions, String roomKey) {
    this.consentKey = roomKey + ":consent";
    this.devices = devices;
    this.timers = timers;
    this.media = new LocalMedia(devices, this, permissions, this);
    listen();
  }

  /** From now on this one is told, or nobody. */
  void show(@Nullable Viewer next) {
    viewer = next;
  }

  private void listen() {
    if (closed) {
      return;
    }
    if (viewer != null) {
      viewer.levelMeasured(ear.level());
    }
    timers.after(LEVEL_MILLIS, this::listen);
  }

  void close() {
    closed = true;
    viewer = null;
    ear.listenTo(null);
    media.close();
  }

  @Override
  public void trackChanged(Line line, @Nullable MediaTrack track) {
    if (line == Line.AUDIO) {
      ear.listenTo(track);
    }
    if (viewer != null) {
      viewer.trackChanged(line, track);
    }
  }

  @Override
  public void deviceLost(Kind kind, @Nullable Failure failure) {
    if (viewer != null) {
      viewer.deviceLost(kind, failure);
    }
  }

  @Override
  public void mediaChanged() {
    if (viewer != null) {
      viewer.mediaChanged();
    }
  }

  @Override
  public @Nullable String deviceId(Kind kind) {
    return Browser.recall(key(kind));
  }

  @Override
  public void rememberDevice(Kind kind, String id) {
    Browser.remember(key(kind), id);
  }

  @Override
  public Consent consent() {
    String words = String.valueOf(Browser.recallInTab(consentKey));
    return new Consent(words.contains("T"), words.contains("R"), words.contains("A"));
  }

  @Override
  public void rememberConsent(Consent consent) {
    Browser.rememberInTab(
        consentKey,
        (consent.transcription() ? "T" : "")
            + (consent.recording() ? "R" : "")
            + (consent.assistant() ? "A" : ""));
  }

  private static String key(Kind kind) {
    return switch (kind) {
      case CAMERA -> "hybrid-rooms:camera";
      case MICROPHONE -> "hybrid-rooms:microphone";
      case SPEAKER -> "hybrid-rooms:speaker";
    };
  }
}
