package coach.hybrid.rooms.client.call;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cameras, microphones, speakers and screens of this computer. */
public interface MediaDevices {
  /** Why a device could not be had. */
  enum Failure {
    /** The person, the browser or the system said no. */
    DENIED,
    MISSING,
    /** Another program holds it. */
    IN_USE,
    /** The page is not served securely, or the browser has no such thing. */
    UNSUPPORTED
  }

  enum Kind {
    CAMERA,
    MICROPHONE,
    SPEAKER
  }

  /** One device; the label is empty until permission is given. */
  record Device(Kind kind, String id, String label) {}

  /** What was opened; one is null if it was not asked for. */
  record Opened(@Nullable MediaTrack microphone, @Nullable MediaTrack camera) {}

  /**
   * Opens what is asked for, both together or neither, with one question to the person.
   *
   * @param microphoneId which one, or null for any; {@code cameraId} likewise
   */
  void open(
      boolean microphone,
      boolean camera,
      @Nullable String microphoneId,
      @Nullable String cameraId,
      Consumer<Opened> then,
      Consumer<Failure> failed);

  /** Whether the person has allowed this kind already, so that opening it asks nothing. */
  void isGranted(Kind kind, Consumer<Boolean> then);

  void openScreen(Consumer<MediaTrack> then, Consumer<Failure> failed);

  boolean canShareScreen();

  void list(Consumer<List<Device>> then);

  void onChange(Runnable task);
}
