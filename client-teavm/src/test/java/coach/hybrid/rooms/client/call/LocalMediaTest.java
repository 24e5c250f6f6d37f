package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.MediaDevices.Failure;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.Permissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalMediaTest implements LocalMedia.Listener, Choices {
  /** Devices that answer at once. */
  private static final class FakeDevices implements MediaDevices {
    final Map<Kind, Failure> failures = new EnumMap<>(Kind.class);
    final List<String> asked = new ArrayList<>();
    final FakeTrack screen = new FakeTrack();
    final List<Runnable> waiting = new ArrayList<>();
    boolean asks;
    int screensAsked;
    final List<FakeTrack> opened = new ArrayList<>();
    boolean granted;

    @Override
    public void open(
        boolean microphone,
        boolean camera,
        @Nullable String microphoneId,
        @Nullable String cameraId,
        Consumer<Opened> then,
        Consumer<Failure> failed) {
      asked.add((microphone ? "microphone" : "") + (camera ? "camera" : ""));
      Failure failure = microphone ? failures.get(Kind.MICROPHONE) : null;
      if (failure == null && camera) {
        failure = failures.get(Kind.CAMERA);
      }
      if (failure != null) {
        failed.accept(failure);
        return;
      }
      FakeTrack voice = microphone ? new FakeTrack() : null;
      FakeTrack picture = camera ? new FakeTrack() : null;
      Stream.of(voice, picture).filter(Objects::nonNull).forEach(opened::add);
      answer(() -> then.accept(new Opened(voice, picture)));
    }

    private void answer(Runnable task) {
      if (asks) {
        waiting.add(task);
      } else {
        task.run();
      }
    }

    @Override
    public void isGranted(Kind kind, Consumer<Boolean> then) {
      then.accept(granted && !failures.containsKey(kind));
    }

    @Override
    public void openScreen(Consumer<MediaTrack> then, Consumer<Failure> failed) {
      screensAsked++;
      answer(() -> then.accept(screen));
    }

    @Override
    public boolean canShareScreen() {
      return true;
    }

    @Override
    public void list(Consumer<List<Device>> then) {}

    @Override
    public void onChange(Runnable task) {}
  }

  private final List<String> lost = new ArrayList<>();
  private final FakeDevices devices = new FakeDevices();
  private final LocalMedia media = new LocalMedia(devices, this, Permissions.ALL, this);

  @Override
  public void trackChanged(Line line, @Nullable MediaTrack track) {}

  @Override
  public void mediaChanged() {}

  @Override
  public void deviceLost(Kind kind, @Nullable Failure failure) {
    lost.add(kind + " " + failure);
  }

  @Override
  public @Nullable String deviceId(Kind kind) {
    return null;
  }

  @Override
  public Consent consent() {
    return Consent.NONE;
  }

  @Override
  public void rememberConsent(Consent consent) {}

  @Override
  public void rememberDevice(Kind kind, String id) {}

  @Test
  void bothAreAskedForWithOneQuestion() {
    media.open();

    assertEquals(List.of("microphonecamera"), devices.asked);
    assertEquals(new MediaFlags(true, true, false), media.flags());
  }

  @Test
  void withoutACameraTheMicrophoneStillWorks() {
    devices.failures.put(Kind.CAMERA, Failure.MISSING);
    media.open();

    assertEquals(new MediaFlags(true, false, false), media.flags());
    assertEquals(Failure.MISSING, media.cameraFailure());
    assertNull(media.microphoneFailure());
  }

  @Test
  void aRefusalIsNotAskedAgain() {
    devices.failures.put(Kind.MICROPHONE, Failure.DENIED);
    devices.failures.put(Kind.CAMERA, Failure.DENIED);
    media.open();

    assertEquals(List.of("microphonecamera"), devices.asked);
    assertEquals(Failure.DENIED, media.microphoneFailure());
    assertEquals(Failure.DENIED, media.cameraFailure());
  }

  @Test
  void ofTwoTheAllowedOneIsOpened() {
    devices.granted = true;
    devices.failures.put(Kind.CAMERA, Failure.DENIED);
    media.open();

    assertEquals(new MediaFlags(true, false, false), media.flags());
  }

  @Test
  void mutingKeepsTheTrackAndDisablesIt() {
    media.open();
    FakeTrack track = (FakeTrack) media.microphone();
    media.toggleMicrophone();

    assertNotNull(track);
    assertFalse(track.enabled);
    assertFalse(track.stopped);
    assertFalse(media.flags().audio());
  }

  @Test
  void switchingTheCameraOffLetsGoOfIt() {
    media.open();
    FakeTrack track = (FakeTrack) media.camera();
    media.toggleCamera();

    assertNotNull(track);
    assertTrue(track.stopped);
    assertFalse(media.flags().video());
    media.toggleCamera();
    assertTrue(media.flags().video());
  }

  @Test
  void aScreenEndedByTheBrowserIsNoLongerShared() {
    media.toggleScreen();
    assertTrue(media.flags().screen());
    devices.screen.ended.run();

    assertFalse(media.flags().screen());
  }

  @Test
  void anUnpluggedMicrophoneIsReplacedByAnother() {
    media.open();
    FakeTrack track = (FakeTrack) media.microphone();
    assertNotNull(track);
    track.ended.run();

    assertTrue(media.isMicrophoneOn());
    assertFalse(track.equals(media.microphone()));
  }

  @Test
  void whatOpensAfterOneHasLeftIsLetGoOfAtOnce() {
    devices.asks = true;
    media.open();
    media.toggleScreen();
    media.close();
    devices.waiting.forEach(Runnable::run);

    assertEquals(2, devices.opened.size());
    assertTrue(devices.opened.stream().allMatch(track -> track.stopped));
    assertTrue(devices.screen.stopped);
    assertNull(media.microphone());
    assertNull(media.screen());
  }

  @Test
  void aScreenIsAskedForOnceHoweverOftenTheButtonIsPressed() {
    devices.asks = true;
    media.toggleScreen();
    media.toggleScreen();
    devices.waiting.forEach(Runnable::run);
    assertEquals(1, devices.screensAsked);
    assertTrue(media.flags().screen());
    media.toggleScreen();
    assertFalse(media.flags().screen());
    media.toggleScreen();

    assertEquals(2, devices.screensAsked);
  }

  @Test
  void withoutPermissionNothingIsAskedFor() {
    LocalMedia listener = new LocalMedia(devices, this, Permissions.NONE, this);
    listener.open();
    listener.toggleCamera();
    listener.toggleMicrophone();
    listener.toggleScreen();

    assertTrue(devices.asked.isEmpty());
    assertEquals(MediaFlags.NONE, listener.flags());
  }

  @Test
  void anUnpluggedMicrophoneIsReplacedAndSaid() {
    media.open();
    FakeTrack gone = (FakeTrack) media.microphone();
    assertNotNull(gone);
    gone.ended.run();

    assertEquals(List.of("MICROPHONE null"), lost);
    assertTrue(media.flags().audio());
  }

  @Test
  void aPermissionTakenBackInMidCallIsSaid() {
    media.open();
    FakeTrack gone = (FakeTrack) media.camera();
    assertNotNull(gone);
    devices.failures.put(Kind.CAMERA, Failure.DENIED);
    gone.ended.run();

    assertEquals(List.of("CAMERA DENIED"), lost);
    assertFalse(media.flags().video());
  }

  @Test
  void aMicrophoneThatWasMissingIsTakenWhenItIsPluggedIn() {
    devices.failures.put(Kind.MICROPHONE, Failure.MISSING);
    media.open();
    media.devicesChanged();
    assertFalse(media.flags().audio());
    devices.failures.clear();
    media.devicesChanged();

    assertTrue(media.flags().audio());
    assertTrue(lost.isEmpty());
  }
}
