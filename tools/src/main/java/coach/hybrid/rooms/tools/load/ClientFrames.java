package coach.hybrid.rooms.tools.load;

import java.nio.ByteBuffer;

/** A client's side of RFC 6455, section 5.2, as far as a load generator needs it. */
final class ClientFrames {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

  private ClientFrames() {}

  /** A masked frame, ready to be written. */
  static ByteBuffer of(int opCode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (0x80 | opCode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      throw new IllegalArgumentException("longer than any message of the protocol");
    }
    frame.put(KEY);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ KEY[i & 3]));
    }
    return frame.flip();
  }

  /** Bytes of the frame's head, or -1 if it is not all there. */
  static int headLength(ByteBuffer in) {
    if (in.remaining() < 2) {
      return -1;
    }
    int length = in.get(in.position() + 1) & 127;
    int head = length < 126 ? 2 : length == 126 ? 4 : 10;
    return in.remaining() < head ? -1 : head;
  }

  static int payloadLength(ByteBuffer in) {
    int at = in.position();
    int length = in.get(at + 1) & 127;
    return length < 126
        ? length
        : length == 126 ? in.getShort(at + 2) & 0xffff : Math.toIntExact(in.getLong(at + 2));
  }
}
