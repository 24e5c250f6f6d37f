package coach.hybrid.rooms.server.media;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The header of a relayed message, read where it lies (see {@link MediaFrame}). What follows it is
 * encrypted between its two ends and nobody's business here.
 */
final class RelayFrame {
  private static final int KIND = 1;
  private static final int FLAGS = 2;
  private static final int PEER = 4;
  private static final int U8 = 0xff;
  private static final int U16 = 0xffff;

  private RelayFrame() {}

  /** Why this is no relayed message, or null if it is one. */
  static @Nullable String fault(ByteBuffer octets) {
    if (octets.remaining() < MediaFrame.HEADER_BYTES) {
      return "a media message has a header of " + MediaFrame.HEADER_BYTES + " octets";
    }
    if (octets.get(octets.position()) != MediaFrame.VERSION) {
      return "media version must be " + MediaFrame.VERSION;
    }
    int kind = kind(octets);
    return kind < MediaFrame.AUDIO || kind > MediaFrame.CONTROL
        ? "kind must be " + MediaFrame.AUDIO + " to " + MediaFrame.CONTROL
        : null;
  }

  static int kind(ByteBuffer octets) {
    return octets.get(octets.position() + KIND) & U8;
  }

  static boolean isPicture(ByteBuffer octets) {
    int kind = kind(octets);
    return kind == MediaFrame.CAMERA || kind == MediaFrame.SCREEN;
  }

  /** Whether a receiver can begin with this picture. */
  static boolean isKey(ByteBuffer octets) {
    return (octets.get(octets.position() + FLAGS) & MediaFrame.KEY) != 0;
  }

  /** Whom it is for; on its way out, whom it is from. */
  static int peer(ByteBuffer octets) {
    return octets.getShort(octets.position() + PEER) & U16;
  }

  /** Turns what names its receiver into what names its sender. */
  static void setPeer(ByteBuffer octets, int mediaId) {
    octets.putShort(octets.position() + PEER, (short) mediaId);
  }
}
