package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class FrameSealTest {
  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
  private static final byte[] WORDS = {1, 2, 3, 4, 5};

  private final FrameSealer sealer = new FrameSealer(KEY);
  private final FrameOpener opener = new FrameOpener(KEY);

  private MediaFrame sealed(int kind, int generation) throws ProtocolException {
    byte[] message =
        sealer.seal(new MediaFrame(kind, 0, MediaFrame.OPUS, 9, generation, 0, 77, WORDS));
    assertNotNull(message);
    return MediaFrame.decode(message);
  }

  @Test
  void whatWasSealedIsOpenedWhoeverItIsSaidToBeFor() throws ProtocolException {
    MediaFrame frame = sealed(MediaFrame.AUDIO, 1);
    assertEquals(9, frame.peer());
    assertEquals(WORDS.length + 16, frame.payload().length);
    assertArrayEquals(WORDS, opener.open(FrameCipher.with(frame, 4, frame.payload())));
  }

  @Test
  void theServiceReadsNothing() throws ProtocolException {
    byte[] octets = sealed(MediaFrame.AUDIO, 1).payload();
    assertFalse(HexFormat.of().formatHex(octets).contains(HexFormat.of().formatHex(WORDS)));
  }

  @Test
  void noFrameIsOpenedTwiceOrLate() throws ProtocolException {
    MediaFrame first = sealed(MediaFrame.AUDIO, 1);
    MediaFrame second = sealed(MediaFrame.AUDIO, 1);
    assertNotNull(opener.open(second));
    assertNull(opener.open(second), "again");
    assertNull(opener.open(first), "late");
    assertEquals(2, opener.refused());
  }

  @Test
  void eachKindHasItsOwnOrder() throws ProtocolException {
    MediaFrame sound = sealed(MediaFrame.AUDIO, 1);
    assertNotNull(opener.open(sealed(MediaFrame.AUDIO, 1)));
    assertNotNull(opener.open(sealed(MediaFrame.CONTROL, 1)), "number 0 of another kind");
    assertNull(opener.open(sound));
  }

  @Test
  void aNewGenerationBeginsAnewAndTheOldOneIsOver() throws ProtocolException {
    MediaFrame old = sealed(MediaFrame.AUDIO, 1);
    MediaFrame next = sealed(MediaFrame.AUDIO, 2);
    assertEquals(0, next.seq());
    assertNotNull(opener.open(next));
    assertNull(opener.open(old));
    assertNull(
        sealer.seal(new MediaFrame(MediaFrame.AUDIO, 0, MediaFrame.OPUS, 9, 1, 0, 77, WORDS)));
  }

  @Test
  void numbersBeyondTheSignedOnesRiseStill() throws ProtocolException {
    byte[] near = numbered(Integer.MAX_VALUE);
    byte[] beyond = numbered(Integer.MIN_VALUE);
    assertNotNull(opener.open(MediaFrame.decode(near)));
    assertNotNull(opener.open(MediaFrame.decode(beyond)));
    assertNull(opener.open(MediaFrame.decode(near)));
  }

  @Test
  void noBitOfTheHeaderButTheAddresseeMayChange() throws ProtocolException {
    byte[] message =
        sealer.seal(new MediaFrame(MediaFrame.AUDIO, 0, MediaFrame.OPUS, 9, 1, 0, 77, WORDS));
    assertNotNull(message);
    for (int at = 1; at < message.length; at++) {
      if (at == 4 || at == 5) {
        continue;
      }
      byte[] forged = message.clone();
      forged[at] ^= 1;
      assertNull(opener.open(MediaFrame.decode(forged)), "octet " + at);
    }
    assertNotNull(opener.open(MediaFrame.decode(message)), "forged numbers have not shut it out");
  }

  @Test
  void anotherKeyOpensNothing() throws ProtocolException {
    byte[] other = new byte[32];
    other[0] = 1;
    assertNull(new FrameOpener(new SecretKeySpec(other, "AES")).open(sealed(MediaFrame.AUDIO, 1)));
  }

  @Test
  void noNonceComesTwice() throws ProtocolException {
    Set<String> nonces = new HashSet<>();
    for (int generation = 1; generation <= 3; generation++) {
      for (int i = 0; i < 20; i++) {
        for (int kind = MediaFrame.AUDIO; kind <= MediaFrame.CONTROL; kind++) {
          byte[] nonce = FrameCipher.nonce(sealed(kind, generation));
          assertEquals(12, nonce.length);
          assertTrue(nonces.add(Arrays.toString(nonce)), "generation " + generation);
        }
      }
    }
  }

  /** Seals under a number of the test's choice. */
  private static byte[] numbered(int seq) {
    MediaFrame plain = new MediaFrame(MediaFrame.AUDIO, 0, MediaFrame.OPUS, 9, 1, seq, 77, WORDS);
    try {
      return FrameCipher.with(plain, 9, FrameCipher.seal(KEY, plain)).encode();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
