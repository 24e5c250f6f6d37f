package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.ServerMessage;

/**
 * Messages to text and back: the one definition that server, browser and orbs share. Unknown fields
 * are ignored; anything else that is wrong says precisely what.
 */
public final class MessageCodec {
  private MessageCodec() {}

  public static ClientMessage decodeClient(String text) throws ProtocolException {
    return ClientMessageFormat.read(parse(text));
  }

  public static ServerMessage decodeServer(String text) throws ProtocolException {
    return ServerMessageFormat.read(parse(text));
  }

  public static String encode(ClientMessage message) {
    return ClientMessageFormat.write(message);
  }

  public static String encode(ServerMessage message) {
    return ServerMessageFormat.write(message);
  }

  /**
   * A relayed message as its receivers get it: the sender's own text with {@code fromId} spliced
   * in, so that descriptions and candidates are copied once and never modelled. A {@code fromId}
   * the sender wrote itself loses, because the last of two equal names counts.
   *
   * @param envelope text that {@link #decodeClient} has accepted as a {@link ClientMessage.Relayed}
   */
  public static String withSender(String envelope, String fromId) {
    int end = envelope.lastIndexOf('}');
    StringBuilder out = new StringBuilder(envelope.length() + fromId.length() + 16);
    out.append(envelope, 0, end).append(",\"").append(Field.FROM_ID).append("\":");
    JsonWriter.quote(out, fromId);
    return out.append('}').toString();
  }

  private static JsonObject parse(String text) throws ProtocolException {
    if (text.length() > Protocol.MAX_MESSAGE_CHARS) {
      throw new ProtocolException(
          ErrorCode.OVERSIZE,
          "a message may have at most " + Protocol.MAX_MESSAGE_CHARS + " characters",
          null,
          null);
    }
    return JsonObject.parse(text);
  }
}
