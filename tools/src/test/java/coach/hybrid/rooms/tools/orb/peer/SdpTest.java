package coach.hybrid.rooms.tools.orb.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SdpTest {
  private static final String OFFER =
      """
      v=0
      m=audio 9 UDP/TLS/RTP/SAVPF 111
      a=fingerprint:sha-256 AA:BB
      a=mid:0
      m=video 9 UDP/TLS/RTP/SAVPF 96
      a=mid:1
      """
          .replace("\n", "\r\n");

  @Test
  void shortFramesAreAskedForInTheAudioSectionOnly() {
    String asked = Sdp.withShortAudioFrames(OFFER);
    assertTrue(asked.contains("a=mid:0\r\na=ptime:10\r\nm=video"), asked);
    assertEquals(asked, Sdp.withShortAudioFrames(asked), "once");
  }

  @Test
  void anAudioSectionMayBeTheLast() {
    String audioOnly = OFFER.substring(0, OFFER.indexOf("m=video"));
    assertTrue(Sdp.withShortAudioFrames(audioOnly).endsWith("a=mid:0\r\na=ptime:10\r\n"));
    assertEquals("v=0\r\n", Sdp.withShortAudioFrames("v=0\r\n"));
  }

  @Test
  void sectionsAndCertificatesAreFound() {
    assertTrue(Sdp.has(OFFER, "video"));
    assertFalse(Sdp.has(OFFER, "application"));
    assertEquals("a=fingerprint:sha-256 AA:BB", Sdp.fingerprint(OFFER));
    assertEquals("", Sdp.fingerprint("v=0\r\n"));
  }
}
