package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LinkSecretTest {
  private static final HexFormat HEX = HexFormat.of();

  // The pairs of RFC 5903, 8.1; what follows from them was computed with WebCrypto.
  private static final String ORB = "ai-orb-s1";
  private static final byte[] ORB_SCALAR =
      HEX.parseHex("c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433");
  private static final byte[] ORB_POINT =
      HEX.parseHex(
          "04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180"
              + "5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3");
  private static final String COACH = "coach-1";
  private static final byte[] COACH_SCALAR =
      HEX.parseHex("c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53");
  private static final byte[] COACH_POINT =
      HEX.parseHex(
          "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
              + "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab");
  private static final String ROOM = "room-1";
  private static final byte[] SALT =
      HEX.parseHex("e37b1d34180a9c05dc6e3c563499d98e4440b032947e5076fef510f765b9caba");
  private static final byte[] ORB_KEY =
      HEX.parseHex("cb632069f96ec418c997aaa0c939a94d4a18d6f18de67e29da78df3b22078cdc");
  private static final byte[] COACH_KEY =
      HEX.parseHex("94a3f1c64642dbd4206b4a74cd8881954d5778eb39a024c5b3612ed8143dd64c");

  @Test
  void keysAreThoseThatABrowserComesTo() throws GeneralSecurityException {
    LinkSecret orb = LinkSecret.of(ORB_SCALAR, ORB_POINT);
    LinkSecret.Keys keys = orb.agree(ROOM, ORB, COACH, COACH_POINT);
    assertArrayEquals(ORB_KEY, keys.sending().getEncoded());
    assertArrayEquals(COACH_KEY, keys.receiving().getEncoded());
    LinkSecret.Keys others =
        LinkSecret.of(COACH_SCALAR, COACH_POINT).agree(ROOM, COACH, ORB, ORB_POINT);
    assertArrayEquals(COACH_KEY, others.sending().getEncoded());
    assertArrayEquals(ORB_KEY, others.receiving().getEncoded());
  }

  @Test
  void theSaltIsTheSameAtBothEnds() throws GeneralSecurityException {
    assertArrayEquals(SALT, LinkSecret.salt(ROOM, ORB, ORB_POINT, COACH, COACH_POINT));
    assertArrayEquals(SALT, LinkSecret.salt(ROOM, COACH, COACH_POINT, ORB, ORB_POINT));
  }

  @Test
  void aFrameIsSealedAsABrowserSealsIt() throws GeneralSecurityException {
    LinkSecret.Keys keys =
        LinkSecret.of(ORB_SCALAR, ORB_POINT).agree(ROOM, ORB, COACH, COACH_POINT);
    MediaFrame frame =
        new MediaFrame(
            MediaFrame.AUDIO,
            0,
            MediaFrame.OPUS,
            513,
            7,
            0x8000_0001,
            123_456,
            "a frame".getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        "7d44d176c733213c859442796ead736707490518a7f689",
        HEX.formatHex(FrameCipher.seal(keys.sending(), frame)));
    assertEquals(
        "7605e33fa15251b52a418f4b8577ef190342395e8c2910",
        HEX.formatHex(FrameCipher.seal(keys.receiving(), frame)));
  }

  @Test
  void madeKeysAgreeAndAreNeverTheSame() throws GeneralSecurityException {
    for (int i = 0; i < 40; i++) { // Coordinates with leading zeros are one in 128.
      LinkSecret one = LinkSecret.make();
      LinkSecret other = LinkSecret.make();
      assertNotEquals(one.publicKey(), other.publicKey());
      assertEquals(87, one.publicKey().length());
      LinkSecret.Keys keys = one.agree(ROOM, "a", "b", LinkSecret.point(other.publicKey()));
      LinkSecret.Keys others = other.agree(ROOM, "b", "a", LinkSecret.point(one.publicKey()));
      assertArrayEquals(keys.sending().getEncoded(), others.receiving().getEncoded());
      assertArrayEquals(keys.receiving().getEncoded(), others.sending().getEncoded());
    }
  }

  @Test
  void whatIsNoPointOfTheCurveIsRefused() {
    byte[] beside = COACH_POINT.clone();
    beside[64] ^= 1;
    LinkSecret orb = LinkSecret.make();
    assertThrows(GeneralSecurityException.class, () -> orb.agree(ROOM, ORB, COACH, beside));
    assertThrows(GeneralSecurityException.class, () -> orb.agree(ROOM, ORB, COACH, zero()));
    assertThrows(GeneralSecurityException.class, () -> LinkSecret.point("not base64url!"));
    assertThrows(GeneralSecurityException.class, () -> LinkSecret.point(text(new byte[65])));
    assertThrows(GeneralSecurityException.class, () -> LinkSecret.point(text(new byte[] {4, 1})));
  }

  private static byte[] zero() {
    byte[] zero = new byte[65];
    zero[0] = 4;
    return zero;
  }

  private static String text(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
