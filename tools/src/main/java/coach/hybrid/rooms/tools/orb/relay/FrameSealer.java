package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and seals the frames of one direction of a link, so that no nonce ever comes twice with
 * its key. Any thread: guarded by itself.
 */
final class FrameSealer {
  private static final int KINDS = 256;

  private final SecretKey key;
  private final int[] nextSeqs = new int[KINDS];
  private int generation;

  FrameSealer(SecretKey key) {
    this.key = key;
  }

  /**
   * The message for this frame, whose own {@code seq} does not count; null if its generation is
   * over, or has no numbers left.
   */
  synchronized byte @Nullable [] seal(MediaFrame plain) {
    if (plain.generation() < generation) {
      return null;
    }
    if (plain.generation() > generation) {
      generation = plain.generation();
      Arrays.fill(nextSeqs, 0);
    }
    int seq = nextSeqs[plain.kind()];
    if (seq == -1) {
      return null;
    }
    nextSeqs[plain.kind()] = seq + 1;
    MediaFrame numbered =
        new MediaFrame(
            plain.kind(),
            plain.flags(),
            plain.codec(),
            plain.peer(),
            generation,
            seq,
            plain.captureMillis(),
            plain.payload());
    try {
      byte[] sealed = FrameCipher.seal(key, numbered);
      return FrameCipher.with(numbered, plain.peer(), sealed).encode();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a frame cannot be sealed", e);
    }
  }
}
