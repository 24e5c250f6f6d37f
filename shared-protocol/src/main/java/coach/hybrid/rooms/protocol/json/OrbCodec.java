package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.orb.OrbCommand;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import org.jspecify.annotations.Nullable;

/**
 * What only orbs and the service say to each other, to text and back. Apart from {@link
 * MessageCodec}, because the browser's bundle would pay for its numbers.
 */
public final class OrbCodec {
  /** Longest line on a process's pipe: a summary may hold a whole transcript. */
  public static final int MAX_LINE_CHARS = 1_048_576;

  private OrbCodec() {}

  /**
   * Returns what an orb reports, or null if the text is of a type that every participant may send:
   * {@link MessageCodec#decodeClient} then knows it, or nobody does.
   */
  public static @Nullable OrbReport decodeReport(String text) throws ProtocolException {
    return OrbFormat.readReport(parse(text));
  }

  /**
   * Returns what the service tells an orb alone, or null if the text is of another type, which
   * {@link MessageCodec#decodeServer} then knows.
   */
  public static @Nullable OrbCommand decodeCommand(String text) throws ProtocolException {
    return OrbFormat.readCommand(parse(text));
  }

  public static String encode(OrbReport report) {
    return OrbFormat.write(report);
  }

  public static String encode(OrbCommand command) {
    return OrbFormat.write(command);
  }

  private static JsonObject parse(String text) throws ProtocolException {
    if (text.length() > MAX_LINE_CHARS) {
      throw new ProtocolException(
          ErrorCode.OVERSIZE,
          "a message may have at most " + MAX_LINE_CHARS + " characters",
          null,
          null);
    }
    return JsonObject.parse(text);
  }
}
