package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.RawJson;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are separated by {@code |} here. */
class SdpPermissionsTest {
  private static final Permissions AUDIO_ONLY = new Permissions(false, true, false);
  private static final Permissions NO_SCREEN = new Permissions(true, true, false);
  private static final Permissions NO_AUDIO = new Permissions(true, false, true);

  private static @Nullable String check(String lines, Permissions permissions) {
    JsonObject description = new JsonObject();
    description.addProperty("type", "offer");
    description.addProperty("sdp", lines.replace("|", "\r\n"));
    return SdpPermissions.violation(new RawJson(description.toString()), permissions);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=0|m=video 9 X 96|a=sendrecv|",
        "v=0|m=video 9 X 96|a=sendonly|",
        "v=0|m=video 9 X 96|",
        "v=0|m=video 9 X 96",
        "v=0|a=sendonly|m=video 9 X 96|",
        "v=0|a=inactive|m=video 9 X 96|a=sendrecv|",
        "v=0|m=audio 9 X 111|a=recvonly|m=video 9 X 96|",
        "v=0|m=video 0 X 96|a=bundle-only|a=sendonly|",
        "v=0|m=video 0 X 96|a=sendonly|a=bundle-only|",
        "v=0|m=video 9 X 96|a=recvonly|a=sendonly|",
        "v=0|m=video 9 X 96|a=sendonly|a=recvonly|",
        "v=0|m=video 9 X 96|a=sendrecv x|",
        "v=0|m=video 9 X 96|a=sendrecv:x|",
        "v=0|m=video 9 X 96|a=RECVONLY|",
        "v=0|m=video 9 X 96|a= recvonly|",
        "v=0|m=video 9 X 96|a=recvonlyx|",
        "v=0|m=VIDEO 9 X 96|a=sendrecv|",
        "v=0|m=video  0 X 96|a=sendrecv|",
        "v=0|m=video 00 X 96|a=sendrecv|",
        "v=0|m=video 9 X 96|b=recvonly|",
        "v=0\nm=video 9 X 96\na=sendrecv\n",
        "v=0|m=video 9 X 96|a=inactive|m=video 9 X 96|a=sendonly|",
      })
  void everyWayToSendVideoIsSeen(String sdp) {
    assertNotNull(check(sdp, AUDIO_ONLY));
    assertNull(check(sdp, Permissions.ALL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=0|m=video 9 X 96|a=recvonly|",
        "v=0|m=video 9 X 96|a=inactive|",
        "v=0|a=recvonly|m=video 9 X 96|",
        "v=0|m=video 0 X 96|a=sendrecv|",
        "v=0|m=audio 9 X 111|a=sendrecv|m=video 9 X 96|a=inactive|",
        "v=0|a=inactive|m=audio 9 X 111|a=sendrecv|m=video 9 X 96|",
        "v=0|m=application 9 X webrtc-datachannel|",
        "v=0|",
        "",
      })
  void receivingWithoutSendingIsAllowed(String sdp) {
    assertNull(check(sdp, AUDIO_ONLY));
    assertNull(check(sdp.replace("\r", ""), AUDIO_ONLY));
  }

  /** To a browser this is one section that sends video; to a hasty reader, two that do not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=0|a=inactive|m=video 9 X 96|a=x:\rm=audio 9 X 111|a=sendrecv|",
        "v=0|m=video 9 X 96|a=recvonly\r|",
        "v=0\rm=video 9 X 96\ra=inactive\r",
      })
  void strayCarriageReturnsAreRefused(String sdp) {
    assertNotNull(check(sdp, AUDIO_ONLY));
  }

  @Test
  void audioNeedsItsPermissionToo() {
    assertNotNull(check("v=0|m=audio 9 X 111|", NO_AUDIO));
    assertNull(check("v=0|m=audio 9 X 111|a=recvonly|m=video 9 X 96|a=sendrecv|", NO_AUDIO));
  }

  @Test
  void aSecondSendingVideoSectionIsAScreen() {
    String two = "v=0|m=video 9 X 96|a=sendrecv|m=video 9 X 96|a=%s|";
    assertNotNull(check(two.formatted("sendonly"), NO_SCREEN));
    assertNull(check(two.formatted("recvonly"), NO_SCREEN));
    assertNull(check(two.formatted("sendonly"), NO_AUDIO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sdp\":5}", "{\"sdp\":null}", "{\"type\":\"offer\"}"})
  void aDescriptionThatCannotBeReadIsRefused(String description) {
    assertNotNull(SdpPermissions.violation(new RawJson(description), AUDIO_ONLY));
  }

  @Test
  void ofTwoSdpFieldsTheOneABrowserTakesIsChecked() {
    String raw = "{\"sdp\":\"v=0\",\"\\u0073dp\":\"v=0\\nm=video 9 X 96\\na=sendonly\\n\"}";
    assertNotNull(SdpPermissions.violation(new RawJson(raw), AUDIO_ONLY));
  }
}
