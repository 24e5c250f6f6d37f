package coach.hybrid.rooms.e2e.codec;

import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import org.teavm.jso.JSExport;

/** What a test calls in the browser; each call decodes a text and encodes it again. */
public final class CodecInBrowser {
  private CodecInBrowser() {}

  /** TeaVM wants an entry point; this module is called by its exports. */
  public static void main(String[] args) {}

  @JSExport
  public static String client(String text) {
    try {
      return MessageCodec.encode(MessageCodec.decodeClient(text));
    } catch (ProtocolException e) {
      return refusal(e);
    }
  }

  @JSExport
  public static String server(String text) {
    try {
      return MessageCodec.encode(MessageCodec.decodeServer(text));
    } catch (ProtocolException e) {
      return refusal(e);
    }
  }

  private static String refusal(ProtocolException e) {
    return "refused " + e.code().wireName() + " " + e.messageType() + " " + e.field();
  }
}
