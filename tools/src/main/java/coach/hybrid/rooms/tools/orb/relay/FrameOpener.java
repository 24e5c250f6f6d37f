package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Opens the frames of one direction of a link, each once and in their order only. Touched by one
 * thread at a time.
 */
final class FrameOpener {
  private static final int KINDS = 256;
  private static final int SEQ_BITS = 32;
  private static final long SEQ_MASK = 0xffff_ffffL;

  private final SecretKey key;
  private final long[] lastPlaces = new long[KINDS];
  private long refused;

  FrameOpener(SecretKey key) {
    this.key = key;
    Arrays.fill(lastPlaces, -1);
  }

  /** What was sealed; null for what is old, came before, or was not sealed by the other end. */
  byte @Nullable [] open(MediaFrame sealed) {
    long place = ((long) sealed.generation() << SEQ_BITS) | (sealed.seq() & SEQ_MASK);
    if (place <= lastPlaces[sealed.kind()]) {
      refused++;
      return null;
    }
    try {
      byte[] plain = FrameCipher.open(key, sealed);
      // Only now: a forged number must not shut out the true ones.
      lastPlaces[sealed.kind()] = place;
      return plain;
    } catch (GeneralSecurityException e) {
      refused++;
      return null;
    }
  }

  long refused() {
    return refused;
  }
}
