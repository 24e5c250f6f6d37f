package coach.hybrid.rooms.server.socket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of a message together (RFC 6455, section 5.4). Text is decoded strictly
 * (section 8.1) and fragment by fragment, so that a bad octet is seen when it comes and not at the
 * end. Only touched by the thread that reads the socket.
 */
final class MessageAssembler {
  /** What the lenient decoder puts where an octet is bad; also a character of its own right. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final byte[] NONE = new byte[0];

  private final int maxBytes;

  // Of a message of which the last fragment is not in yet; null between messages.
  private @Nullable FragmentedText text;
  private @Nullable ByteArrayOutputStream octets;
  private int bytes;

  MessageAssembler(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The message is longer than this socket takes. */
  static final class TooLongException extends Exception {
    private TooLongException() {
      super("message too long");
    }
  }

  /** The whole message once its last fragment is in, or null before. */
  @Nullable SocketMessage add(Frame frame) throws TooLongException, CharacterCodingException {
    byte[] part = bytesOf(frame);
    bytes += part.length;
    if (bytes > maxBytes) {
      throw new TooLongException();
    }
    SocketMessage message =
        switch (frame.getOpCode()) {
          case OpCode.TEXT -> beginText(part, frame.isFin());
          case OpCode.BINARY -> beginBinary(part, frame.isFin());
          default -> proceed(part, frame.isFin());
        };
    if (frame.isFin()) {
      text = null;
      octets = null;
      bytes = 0;
    }
    return message;
  }

  private static byte[] bytesOf(Frame frame) {
    if (!frame.hasPayload()) {
      return NONE;
    }
    ByteBuffer payload = frame.getPayload();
    byte[] copy = new byte[payload.remaining()];
    payload.get(copy);
    return copy;
  }

  private @Nullable SocketMessage beginText(byte[] part, boolean last)
      throws CharacterCodingException {
    if (last) {
      return new SocketMessage.Text(decode(part));
    }
    FragmentedText begun = new FragmentedText();
    begun.add(part, false);
    text = begun;
    return null;
  }

  private @Nullable SocketMessage beginBinary(byte[] part, boolean last) {
    if (last) {
      return new SocketMessage.Binary(ByteBuffer.wrap(part));
    }
    ByteArrayOutputStream begun = new ByteArrayOutputStream(part.length * 2);
    begun.writeBytes(part);
    octets = begun;
    return null;
  }

  /** Jetty has seen to it that a message was begun. */
  private @Nullable SocketMessage proceed(byte[] part, boolean last)
      throws CharacterCodingException {
    if (octets != null) {
      octets.writeBytes(part);
      return last ? new SocketMessage.Binary(ByteBuffer.wrap(octets.toByteArray())) : null;
    }
    if (text != null) {
      text.add(part, last);
      return last ? new SocketMessage.Text(text.toString()) : null;
    }
    throw new IllegalStateException("a continuation of nothing");
  }

  /** The lenient decoder is the fast one; what it had to mend is looked at again. */
  private static String decode(byte[] part) throws CharacterCodingException {
    String decoded = new String(part, StandardCharsets.UTF_8);
    return decoded.indexOf(REPLACEMENT) < 0
        ? decoded
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(part)).toString();
  }

  /** A text in the making, and the octets of a character that a fragment has cut in two. */
  private static final class FragmentedText {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final StringBuilder chars = new StringBuilder();
    private byte[] cut = NONE;

    void add(byte[] part, boolean last) throws CharacterCodingException {
      ByteBuffer in = ByteBuffer.allocate(cut.length + part.length).put(cut).put(part).flip();
      CharBuffer out = CharBuffer.allocate(in.remaining());
      CoderResult result = decoder.decode(in, out, last);
      if (result.isError()) {
        result.throwException();
      }
      cut = new byte[in.remaining()];
      in.get(cut);
      chars.append(out.flip());
    }

    @Override
    public String toString() {
      return chars.toString();
    }
  }
}
