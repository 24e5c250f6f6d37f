package coach.hybrid.rooms.server.signal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of a text message together (RFC 6455, section 5.4) and decodes them strictly
 * (section 8.1). Only touched by the thread that reads the socket.
 */
final class TextAssembler {
  private final int maxBytes;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private @Nullable ByteBuffer collected;

  TextAssembler(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The message is longer than this socket takes. */
  static final class TooLongException extends Exception {
    private TooLongException() {
      super("message too long");
    }
  }

  /**
   * The whole message once its last fragment is in, or null before.
   *
   * @param last whether the frame had the FIN bit
   */
  @Nullable String add(ByteBuffer payload, boolean last)
      throws TooLongException, CharacterCodingException {
    ByteBuffer before = collected;
    int bytes = payload.remaining() + (before == null ? 0 : before.position());
    if (bytes > maxBytes) {
      throw new TooLongException();
    }
    if (before == null && last) {
      return decode(payload);
    }
    ByteBuffer buffer = roomFor(before, bytes);
    buffer.put(payload);
    collected = last ? null : buffer;
    return last ? decode(buffer.flip()) : null;
  }

  private ByteBuffer roomFor(@Nullable ByteBuffer before, int bytes) {
    if (before != null && before.capacity() >= bytes) {
      return before;
    }
    ByteBuffer larger = ByteBuffer.allocate(Math.min(maxBytes, Math.max(1_024, bytes * 2)));
    return before == null ? larger : larger.put(before.flip());
  }

  private String decode(ByteBuffer bytes) throws CharacterCodingException {
    CharBuffer text = decoder.decode(bytes);
    return text.toString();
  }
}
