package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * One frame's AES-256-GCM: its header makes the nonce, and is vouched for but for {@code peer},
 * which the service rewrites. Any thread.
 */
final class FrameCipher {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] NOTHING = new byte[0];

  private FrameCipher() {}

  static byte[] seal(SecretKey key, MediaFrame plain) throws GeneralSecurityException {
    return run(Cipher.ENCRYPT_MODE, key, plain);
  }

  static byte[] open(SecretKey key, MediaFrame sealed) throws GeneralSecurityException {
    return run(Cipher.DECRYPT_MODE, key, sealed);
  }

  private static byte[] run(int mode, SecretKey key, MediaFrame frame)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce(frame)));
    cipher.updateAAD(with(frame, 0, NOTHING).encode());
    return cipher.doFinal(frame.payload());
  }

  static byte[] nonce(MediaFrame frame) {
    return ByteBuffer.allocate(NONCE_BYTES)
        .putShort((short) frame.generation())
        .put((byte) frame.kind())
        .put((byte) 0)
        .putInt(0)
        .putInt(frame.seq())
        .array();
  }

  /** The same header for somebody else and with another payload. */
  static MediaFrame with(MediaFrame frame, int peer, byte[] payload) {
    return new MediaFrame(
        frame.kind(),
        frame.flags(),
        frame.codec(),
        peer,
        frame.generation(),
        frame.seq(),
        frame.captureMillis(),
        payload);
  }
}
