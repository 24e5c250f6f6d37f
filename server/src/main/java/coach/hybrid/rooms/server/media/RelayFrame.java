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

  /** Of encryption. */
  private static final int TAG_OCTETS = 16;

  /** 100 ms of plain samples are 3,200 octets. */
  static final int LARGEST_SOUND = MediaFrame.HEADER_BYTES + 4_096 + TAG_OCTETS;

  static final int LARGEST_PICTURE = MediaFrame.HEADER_BYTES + 200 * 1_024 + TAG_OCTETS;

  /** What somebody misses is a few numbers. */
  static final int LARGEST_CONTROL = MediaFrame.HEADER_BYTES + 64 + TAG_OCTETS;

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
    int largest =
        switch (kind) {
          case MediaFrame.AUDIO -> LARGEST_SOUND;
          case MediaFrame.CAMERA, MediaFrame.SCREEN -> LARGEST_PICTURE;
          case MediaFrame.CONTROL -> LARGEST_CONTROL;
          default -> 0;
        };
    if (largest == 0) {
      return "kind must be " + MediaFrame.AUDIO + " to " + MediaFrame.CONTROL;
    }
    return octets.remaining() > largest ? "at most " + largest + " octets of kind " + kind : null;
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
