package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaDevices;
import coach.hybrid.rooms.client.call.MediaTrack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** {@code navigator.mediaDevices}. */
public final class BrowserDevices implements MediaDevices {
  interface DeviceInfo extends JSObject {
    @JSProperty
    String getKind();

    @JSProperty
    String getDeviceId();

    @JSProperty
    String getLabel();
  }

  @JSFunctor
  interface OpenedTask extends JSObject {
    void accept(Rtc.@Nullable Track microphone, Rtc.@Nullable Track camera);
  }

  @JSFunctor
  interface NameTask extends JSObject {
    void accept(String name);
  }

  @JSFunctor
  interface DevicesTask extends JSObject {
    void accept(JSArrayReader<DeviceInfo> devices);
  }

  @Override
  public void open(
      boolean microphone,
      boolean camera,
      @Nullable String microphoneId,
      @Nullable String cameraId,
      Consumer<Opened> then,
      Consumer<Failure> failed) {
    getUserMedia(
        microphone,
        camera,
        microphoneId,
        cameraId,
        (audio, video) -> then.accept(new Opened(wrap(audio), wrap(video))),
        name -> failed.accept(failure(constantName(name))));
  }

  @Override
  public void isGranted(Kind kind, Consumer<Boolean> then) {
    queryPermission(
        kind == Kind.CAMERA ? "camera" : "microphone",
        state -> then.accept(state.equals("granted")));
  }

  @Override
  public void openScreen(Consumer<MediaTrack> then, Consumer<Failure> failed) {
    getDisplayMedia(
        (_, video) -> {
          MediaTrack track = wrap(video);
          if (track != null) {
            then.accept(track);
          }
        },
        name -> failed.accept(failure(constantName(name))));
  }

  @Override
  public boolean canShareScreen() {
    return hasDisplayMedia();
  }

  @Override
  public void list(Consumer<List<Device>> then) {
    enumerate(infos -> {
      List<Device> devices = new ArrayList<>();
      for (int i = 0; i < infos.getLength(); i++) {
        DeviceInfo info = infos.get(i);
        devices.add(new Device(kind(info.getKind()), info.getDeviceId(), info.getLabel()));
      }
      then.accept(devices);
    });
  }

  @Override
  public void onChange(Runnable task) {
    listen(task::run);
  }

  private static @Nullable MediaTrack wrap(Rtc.@Nullable Track track) {
    return track == null ? null : new BrowserTrack(track);
  }

  private static Kind kind(String name) {
    return name.equals("audioinput")
        ? Kind.MICROPHONE
        : name.equals("audiooutput") ? Kind.SPEAKER : Kind.CAMERA;
  }

  private static Failure failure(String name) {
    for (Failure failure : Failure.values()) {
      if (failure.name().equals(name)) {
        return failure;
      }
    }
    return Failure.UNSUPPORTED;
  }

  /** The name of our constant for the {@code DOMException} a promise was rejected with. */
  @JSBody(
      params = "name",
      script =
          "return {NotAllowedError: 'DENIED', SecurityError: 'DENIED', NotFoundError: 'MISSING',"
              + " OverconstrainedError: 'MISSING', NotReadableError: 'IN_USE',"
              + " AbortError: 'IN_USE'}[name] || '';")
  private static native String constantName(String name);

  /** A remembered device is a wish, not a demand: it may be unplugged today. */
  @JSBody(
      params = {"microphone", "camera", "microphoneId", "cameraId", "then", "failed"},
      script =
          "var audio = {echoCancellation: true, noiseSuppression: true, autoGainControl: true};"
              + " var video = {width: {ideal: 1280}, height: {ideal: 720},"
              + "  frameRate: {ideal: 30, max: 30}};"
              + " if (microphoneId) { audio.deviceId = {ideal: microphoneId}; }"
              + " if (cameraId) { video.deviceId = {ideal: cameraId}; }"
              + " else { video.facingMode = 'user'; }"
              + " Promise.resolve().then(function () {"
              + "  return navigator.mediaDevices.getUserMedia("
              + "   {audio: microphone && audio, video: camera && video}); })"
              + " .then(function (stream) {"
              + "  then(stream.getAudioTracks()[0] || null, stream.getVideoTracks()[0] || null); },"
              + "  function (error) { failed(String(error.name)); });")
  private static native void getUserMedia(
      boolean microphone,
      boolean camera,
      @Nullable String microphoneId,
      @Nullable String cameraId,
      OpenedTask then,
      NameTask failed);

  @JSBody(
      params = {"then", "failed"},
      script =
          "navigator.mediaDevices.getDisplayMedia({video: true, audio: false})"
              + ".then(function (stream) { then(null, stream.getVideoTracks()[0] || null); },"
              + " function (error) { failed(String(error.name)); });")
  private static native void getDisplayMedia(OpenedTask then, NameTask failed);

  @JSBody(script = "return !!(navigator.mediaDevices && navigator.mediaDevices.getDisplayMedia);")
  private static native boolean hasDisplayMedia();

  @JSBody(
      params = "then",
      script =
          "if (navigator.mediaDevices) { navigator.mediaDevices.enumerateDevices().then(then); }")
  private static native void enumerate(DevicesTask then);

  @JSBody(
      params = {"name", "then"},
      script =
          "Promise.resolve().then(function () {"
              + " return navigator.permissions.query({name: name}); }).then("
              + " function (status) { then(status.state); }, function () { then('unknown'); });")
  private static native void queryPermission(String name, NameTask then);

  @JSBody(
      params = "task",
      script =
          "if (navigator.mediaDevices) {"
              + " navigator.mediaDevices.addEventListener('devicechange', task); }")
  private static native void listen(Rtc.Task task);
}
