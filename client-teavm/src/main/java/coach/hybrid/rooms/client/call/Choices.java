package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import coach.hybrid.rooms.protocol.Consent;
import org.jspecify.annotations.Nullable;

/** What this person chose on this computer before. */
public interface Choices {
  @Nullable String deviceId(Kind kind);

  void rememberDevice(Kind kind, String id);

  /** What was allowed in this room; nothing before it was asked. */
  Consent consent();

  void rememberConsent(Consent consent);
}
