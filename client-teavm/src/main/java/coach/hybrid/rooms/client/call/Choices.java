package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import org.jspecify.annotations.Nullable;

/** What this person chose on this computer before. */
public interface Choices {
  @Nullable String deviceId(Kind kind);

  void rememberDevice(Kind kind, String id);
}
