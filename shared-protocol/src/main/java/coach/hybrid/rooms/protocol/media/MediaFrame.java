package coach.hybrid.rooms.protocol.media;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;

/**
 * One binary message of {@code /media/{roomId}} (DESIGN, Wire): a header of 16 octets, big-endian,
 * and a payload.
 *
 * <pre>
 *  0        1        2        3        4        6            8     12              16
 *  | version|  kind  | flags  | codec  | peer   | generation | seq | captureMillis | payload …
 * </pre>
 *
 * @param peer the other's short id where a frame is relayed; 0 towards the service
 * @param generation of the sender's stream: rises with each socket
 * @param seq of the frame within the generation, unsigned, by one a frame
 * @param captureMillis when its first sample was taken, on a clock of the sender's own that never
 *     goes back, unsigned
 * @param payload one Opus packet, or samples; never written to again
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, and never compared.
public record MediaFrame(
    int kind,
    int flags,
    int codec,
    int peer,
    int generation,
    int seq,
    int captureMillis,
    byte[] payload) {
  public static final int VERSION = 1;
  public static final int HEADER_BYTES = 16;

  /** {@link #kind}: a speaker's own voice, to be written down. */
  public static final int SPEECH = 1;

  /** {@link #kind}: relayed to one other participant, and readable by nobody else. */
  public static final int AUDIO = 2;

  public static final int CAMERA = 3;
  public static final int SCREEN = 4;

  /** {@link #kind}: from the receiver of relayed media to its sender: what it misses. */
  public static final int CONTROL = 5;

  /** A bit of {@link #flags}: nothing follows for a while, the microphone was switched off. */
  public static final int FINAL = 1;

  /** A bit of {@link #flags}: a picture that needs none before it. */
  public static final int KEY = 2;

  /** {@link #codec}: one packet (RFC 6716), mono. */
  public static final int OPUS = 1;

  /** {@link #codec}: signed 16-bit samples, little-endian, mono, 16,000 a second. */
  public static final int PCM_16K = 2;

  public static final int VP9 = 3;
  public static final int H264 = 4;
  public static final int VP8 = 5;

  /** {@link #codec}: one picture, whole. */
  public static final int JPEG = 6;

  private static final int MASK = 0xff;

  /** Reads one message, which nobody may write to any more. */
  public static MediaFrame decode(byte[] message) throws ProtocolException {
    if (message.length < HEADER_BYTES) {
      throw malformed("a media message has a header of " + HEADER_BYTES + " octets");
    }
    if (message[0] != VERSION) {
      throw malformed("media version must be " + VERSION);
    }
    byte[] payload = new byte[message.length - HEADER_BYTES];
    System.arraycopy(message, HEADER_BYTES, payload, 0, payload.length);
    return new MediaFrame(
        message[1] & MASK,
        message[2] & MASK,
        message[3] & MASK,
        shortAt(message, 4),
        shortAt(message, 6),
        intAt(message, 8),
        intAt(message, 12),
        payload);
  }

  private static ProtocolException malformed(String message) {
    return new ProtocolException(ErrorCode.BAD_VALUE, message, null, null);
  }

  private static int shortAt(byte[] in, int at) {
    return ((in[at] & MASK) << 8) | (in[at + 1] & MASK);
  }

  private static int intAt(byte[] in, int at) {
    return (shortAt(in, at) << 16) | shortAt(in, at + 2);
  }

  public boolean isFinal() {
    return (flags & FINAL) != 0;
  }

  /** The message as it goes over the wire. */
  public byte[] encode() {
    byte[] out = new byte[HEADER_BYTES + payload.length];
    out[0] = VERSION;
    out[1] = (byte) kind;
    out[2] = (byte) flags;
    out[3] = (byte) codec;
    putShort(out, 4, peer);
    putShort(out, 6, generation);
    putInt(out, 8, seq);
    putInt(out, 12, captureMillis);
    System.arraycopy(payload, 0, out, HEADER_BYTES, payload.length);
    return out;
  }

  private static void putShort(byte[] out, int at, int value) {
    out[at] = (byte) (value >> 8);
    out[at + 1] = (byte) value;
  }

  private static void putInt(byte[] out, int at, int value) {
    putShort(out, at, value >>> 16);
    putShort(out, at + 2, value);
  }
}
