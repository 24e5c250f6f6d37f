package coach.hybrid.rooms.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.ServerMessage;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  private static final String OFFER =
      "{\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\"},\"toId\":\"b\"}";

  private static ProtocolException refused(String text) {
    return assertThrows(ProtocolException.class, () -> MessageCodec.decodeClient(text));
  }

  @Test
  void theLongestMessageIsTakenAndOneCharacterMoreIsOversize() throws ProtocolException {
    String frame = "{\"type\":\"ping\",\"pad\":\"\"}";
    String longest =
        frame.replace(
            "\"\"}", "\"" + "x".repeat(Protocol.MAX_MESSAGE_CHARS - frame.length()) + "\"}");
    assertEquals(Protocol.MAX_MESSAGE_CHARS, longest.length());
    assertInstanceOf(ClientMessage.Ping.class, MessageCodec.decodeClient(longest));
    assertEquals(ErrorCode.OVERSIZE, refused(longest + " ").code());
  }

  @Test
  void aRefusalSaysTypeFieldAndReasonInItsErrorMessage() {
    ServerMessage.Refused answer = refused("{\"type\":\"join\",\"roomId\":5}").toMessage();
    assertEquals(
        new ServerMessage.Refused(
            ErrorCode.WRONG_TYPE, "join: roomId must be a string", "join", "roomId"),
        answer);
  }

  @Test
  void withSenderAddsTheSenderToTheSendersOwnText() throws ProtocolException {
    assertEquals(
        OFFER.substring(0, OFFER.length() - 1) + ",\"fromId\":\"a\"}",
        MessageCodec.withSender(OFFER, "a"));
    assertInstanceOf(
        ServerMessage.Offer.class, MessageCodec.decodeServer(MessageCodec.withSender(OFFER, "a")));
  }

  @Test
  void aSpoofedSenderLosesHoweverItIsSpelt() throws ProtocolException {
    for (String spoof : new String[] {"\"fromId\":\"evil\"", "\"\\u0066romId\":\"evil\""}) {
      String text =
          OFFER.replace(
              "{\"type\":\"offer\",\"offer\"", "{" + spoof + ",\"type\":\"offer\",\"offer\"");
      String behind = OFFER.substring(0, OFFER.length() - 1) + "," + spoof + "}\n ";
      for (String envelope : new String[] {text, behind}) {
        MessageCodec.decodeClient(envelope);
        String relayed = MessageCodec.withSender(envelope, "a");
        ServerMessage.Offer offer =
            assertInstanceOf(ServerMessage.Offer.class, MessageCodec.decodeServer(relayed));
        assertEquals("a", offer.fromId());
      }
    }
  }

  @Test
  void withSenderEscapesTheSender() throws ProtocolException {
    String sender = "a\"b\\c\u0001é😀";
    JsonObject relayed = Golden.parse(MessageCodec.withSender(OFFER, sender)).getAsJsonObject();
    assertEquals(sender, relayed.get("fromId").getAsString());
  }

  @Test
  void withSenderKeepsUnknownFieldsAndUnicode() {
    String envelope =
        "{\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"}é😀{\",\"x\":[1.50]},\"later\":{\"a\":\"}\"}} ";
    String relayed = MessageCodec.withSender(envelope, "a");
    JsonObject expected = Golden.parse(envelope).getAsJsonObject();
    expected.addProperty("fromId", "a");
    assertEquals(expected, Golden.parse(relayed));
  }

  @Test
  void descriptionsAreCarriedByteForByte() throws ProtocolException {
    String raw = "{ \"sdp\" : \"v=0\\r\\n\\u00e9\" , \"type\":\"offer\", \"n\": 1.0e2 }";
    ClientMessage.Offer offer =
        assertInstanceOf(
            ClientMessage.Offer.class,
            MessageCodec.decodeClient("{\"type\":\"offer\",\"offer\":" + raw + "}"));
    assertEquals(raw, offer.offer().text());
  }

  @Test
  void anErrorCodeOfALaterVersionIsReadAsInternal() throws ProtocolException {
    ServerMessage.Refused error =
        assertInstanceOf(
            ServerMessage.Refused.class,
            MessageCodec.decodeServer(
                "{\"type\":\"error\",\"code\":\"too-beautiful\",\"message\":\"m\"}"));
    assertEquals(ErrorCode.INTERNAL, error.code());
  }
}
