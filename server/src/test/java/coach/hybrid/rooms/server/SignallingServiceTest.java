package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.joinText;
import static coach.hybrid.rooms.server.RunningService.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.auth.Tokens;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's sockets from outside, with the right frames and with wrong ones. */
class SignallingServiceTest {
  private static final String PING = "{\"type\":\"ping\"}";
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService("ORB_LEGACY_JOIN", "true");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static void assertAnswers(RawSocket socket) throws IOException {
    socket.text(PING);
    socket.readUntil("pong");
  }

  private static JsonObject refusal(String target, int status, String... headers)
      throws IOException {
    try (RawSocket refused = RawSocket.open(service.port(), target, headers)) {
      assertEquals(status, refused.status(), refused.body());
      assertTrue(refused.head().contains("application/problem+json"), refused.head());
      assertTrue(refused.head().contains("X-Content-Type-Options: nosniff"), refused.head());
      return JsonParser.parseString(refused.body()).getAsJsonObject();
    }
  }

  private static String code(JsonObject problem) {
    return problem.get("code").getAsString();
  }

  @Test
  void anOfferGoesFromOneBrowserToTheOther() throws Exception {
    String room = service.newRoom();
    try (RawSocket coach = service.join("coach", room);
        RawSocket client = service.join("client", room)) {
      assertTrue(coach.readUntil("user-joined").get("shouldCreateOffer").getAsBoolean());
      coach.text(
          "{\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\"},\"toId\":\"client-1\"}");
      assertEquals("coach-1", client.readUntil("offer").get("fromId").getAsString());
    }
  }

  @Test
  void theMainAppFollowsARoomAndReplaysItFromTheStart() throws Exception {
    String room = service.newRoom();
    String target = "/events/" + room + "?token=" + RunningService.KEY;
    try (RawSocket events = RawSocket.open(service.port(), target)) {
      assertEquals(101, events.status());
      try (RawSocket coach = service.join("coach", room)) {
        JsonObject joined = events.readUntil("participant-joined");
        assertEquals(room, joined.getAsJsonObject("data").get("roomId").getAsString());
        assertAnswers(coach);
      }
    }
    try (RawSocket late = RawSocket.open(service.port(), target + "&since=0")) {
      assertEquals(1, late.readMessage().get("seq").getAsInt());
    }
  }

  @Test
  void anOrdinaryWebSocketClientGetsIn() throws Exception {
    String room = service.newRoom();
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            first.complete(data.toString());
            return WebSocket.Listener.super.onText(socket, data, last);
          }
        };
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create(
                      "ws://127.0.0.1:%d/ws-simple/%s?token=%s"
                          .formatted(service.port(), room, token("coach", room).sign())),
                  listener)
              .join();
      socket.sendText(joinText("coach", room), true).join();
      assertTrue(first.join().contains("\"ice-servers\""));
      socket.abort();
    }
  }

  @Test
  void whoeverMayNotComeInIsToldBeforeTheUpgrade() throws Exception {
    String room = service.newRoom();
    String path = "/ws-simple/" + room;
    long past = RunningService.inTwoHours() - 14_400;
    JsonObject forbidden = refusal(path + "?token=" + token("coach", "another").sign(), 403);
    assertEquals("token-forbidden", code(forbidden));
    assertFalse(forbidden.toString().contains("coach-1"), "nothing about the room");
    assertEquals("token-invalid", code(refusal(path + "?token=x.y.z", 401)));
    assertEquals(
        "token-invalid",
        code(
            refusal(path + "?token=" + token("coach", room).secret("not-the-secret").sign(), 401)));
    assertEquals(
        "token-expired",
        code(
            refusal(path + "?token=" + Tokens.of("coach", past).with("roomId", room).sign(), 401)));
    assertEquals(
        "room-not-found",
        code(refusal("/ws-simple/gone?token=" + token("coach", "gone").sign(), 404)));
    service.api("POST", "/api/rooms/" + room + "/end", "");
    assertEquals("room-ended", code(refusal(path + "?token=" + token("coach", room).sign(), 410)));
  }

  @Test
  void withoutATokenOnlyADirectOrbOfAnExpectantRoomComesIn() throws Exception {
    String room = service.newRoom();
    String path = "/ws-simple/" + room;
    assertEquals("token-missing", code(refusal("/ws-simple/gone", 401)));
    assertEquals("token-missing", code(refusal(path, 401, "X-Forwarded-For: 127.0.0.1")));
    assertEquals("token-missing", code(refusal(path, 401, "Origin: https://evil.example")));
    try (RawSocket orb = RawSocket.open(service.port(), path)) {
      assertEquals(101, orb.status());
      orb.text(
          """
          {"type":"join","roomId":"%s","userId":"ai-orb-session-1","userName":"AI Assistant",\
          "userRole":"ai","participantType":"ai"}\
          """
              .formatted(room));
      orb.readUntil("peer-discovery");
      assertEquals("token-missing", code(refusal(path, 401)), "one orb is enough");
    }
  }

  @Test
  void aPlainRequestIsToldToUpgrade() throws Exception {
    HttpResponse<String> answer = service.get("/ws-simple/room");
    assertEquals(426, answer.statusCode());
    assertEquals("upgrade-required", code(RunningService.json(answer)));
  }

  @Test
  void aHandshakeThatIsNoneIsRefused() throws Exception {
    String path = "/ws-simple/" + service.newRoom();
    for (Map.Entry<String, Integer> wrong :
        Map.of(
                "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", 426,
                "Sec-WebSocket-Version: 13", 400,
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short", 400)
            .entrySet()) {
      try (RawSocket socket = RawSocket.handshake(service.port(), path, wrong.getKey())) {
        assertTrue(socket.head().startsWith("HTTP/1.1 " + wrong.getValue()), socket.head());
        assertEquals(
            wrong.getValue() == 426, socket.head().contains("Sec-WebSocket-Version: 13\r\n"));
      }
    }
  }

  @Test
  void aCrookedQueryIsRefusedAsAProblem() throws Exception {
    assertEquals(400, refusal("/ws-simple/room?token=%zz", 400).get("status").getAsInt());
  }

  @Test
  void fragmentsMakeOneMessageAndControlFramesMayComeBetween() throws Exception {
    String room = service.newRoom();
    byte[] join = joinText("coach", room).getBytes(UTF_8);
    try (RawSocket socket = service.socket("coach", room)) {
      socket.frame(RawSocket.TEXT, false, Arrays.copyOf(join, 10));
      socket.frame(RawSocket.PING, true, "are you there".getBytes(UTF_8));
      RawSocket.Frame pong = socket.read();
      assertEquals(RawSocket.PONG, pong.opCode());
      assertEquals("are you there", pong.text());
      socket.frame(RawSocket.CONTINUATION, false, Arrays.copyOfRange(join, 10, 40));
      socket.frame(RawSocket.CONTINUATION, false, new byte[0]);
      socket.frame(RawSocket.CONTINUATION, true, Arrays.copyOfRange(join, 40, join.length));
      socket.readUntil("peer-discovery");
    }
  }

  @Test
  void aCharacterSplitBetweenFragmentsIsWhole() throws Exception {
    String room = service.newRoom();
    try (RawSocket coach = service.join("coach", room);
        RawSocket client = service.join("client", room)) {
      byte[] text =
          "{\"type\":\"answer\",\"answer\":{\"sdp\":\"v=0 é\"},\"toId\":\"client-1\"}"
              .getBytes(UTF_8);
      int middle = new String(text, UTF_8).indexOf('é') + 1;
      coach.frame(RawSocket.TEXT, false, Arrays.copyOf(text, middle));
      coach.frame(RawSocket.CONTINUATION, true, Arrays.copyOfRange(text, middle, text.length));
      JsonObject answer = client.readUntil("answer").getAsJsonObject("answer");
      assertEquals("v=0 é", answer.get("sdp").getAsString());
    }
  }

  private static int closeCodeAfter(int opCode, byte[] payload, boolean masked) throws Exception {
    String room = service.newRoom();
    try (RawSocket other = service.join("client", room);
        RawSocket socket = service.join("coach", room)) {
      if (masked) {
        socket.frame(opCode, true, payload);
      } else {
        socket.unmasked(opCode, payload);
      }
      int code = socket.readCloseCode();
      assertAnswers(other);
      return code;
    }
  }

  @Test
  void wrongFramesCostTheirSenderTheConnection() throws Exception {
    byte[] notUtf8 = {'{', (byte) 0xc3, (byte) 0x28, '}'};
    assertEquals(1007, closeCodeAfter(RawSocket.TEXT, notUtf8, true));
    assertEquals(1003, closeCodeAfter(RawSocket.BINARY, new byte[] {1, 2, 3}, true));
    assertEquals(1002, closeCodeAfter(RawSocket.TEXT, PING.getBytes(UTF_8), false));
    assertEquals(1002, closeCodeAfter(RawSocket.CONTINUATION, PING.getBytes(UTF_8), true));
    assertEquals(1002, closeCodeAfter(5, PING.getBytes(UTF_8), true));
    assertEquals(1002, closeCodeAfter(RawSocket.PING, new byte[200], true));
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 10_000_000})
  void whatIsTooLongIsRefusedBeforeItIsSent(int bytes) throws Exception {
    String room = service.newRoom();
    try (RawSocket socket = service.join("coach", room)) {
      socket.announce(bytes);
      assertEquals(1009, socket.readCloseCode());
    }
  }

  @Test
  void manyFragmentsTooLongTogetherCostTheConnection() throws Exception {
    String room = service.newRoom();
    try (RawSocket socket = service.join("coach", room)) {
      socket.frame(RawSocket.TEXT, false, new byte[60_000]);
      for (int i = 0; i < 4; i++) {
        socket.frame(RawSocket.CONTINUATION, false, new byte[60_000]);
      }
      assertEquals(1009, socket.readCloseCode());
    }
  }

  @Test
  void aMessageOfTooManyCharactersIsAnErrorAndTheSocketLives() throws Exception {
    String room = service.newRoom();
    try (RawSocket socket = service.join("coach", room)) {
      socket.text("{\"type\":\"ping\",\"pad\":\"" + "x".repeat(66_000) + "\"}");
      assertEquals("oversize", code(socket.readUntil("error")));
      assertAnswers(socket);
    }
  }

  @Test
  void malformedMessagesAreAnsweredAndInTheEndCostTheConnection() throws Exception {
    String room = service.newRoom();
    try (RawSocket socket = service.join("coach", room)) {
      socket.pour("{\"type\":\"dance\"}", 20);
      for (int i = 0; i < 20; i++) {
        assertEquals("unknown-type", code(socket.readMessage()));
      }
      assertEquals(4400, socket.readCloseCode());
    }
  }

  @Test
  void tenThousandMessagesAtOnceCostTheirSenderAloneTheConnection() throws Exception {
    String room = service.newRoom();
    try (RawSocket coach = service.join("coach", room);
        RawSocket client = service.join("client", room)) {
      coach.pour(PING, 300);
      for (int i = 0; i < 300; i++) {
        coach.readUntil("pong"); // A burst is allowed.
      }
      coach.pour(PING, 10_000);
      JsonObject message = coach.readUntil("error");
      assertEquals("rate-limited", code(message));
      assertEquals(4429, coach.readCloseCode());
      assertAnswers(client);
    }
  }

  @Test
  void aCloseIsAnsweredWithItsOwnCodeAndThePeerHearsNothingInTheGrace() throws Exception {
    String room = service.newRoom();
    try (RawSocket coach = service.join("coach", room);
        RawSocket client = service.join("client", room)) {
      coach.frame(RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xe8});
      assertEquals(1000, coach.readCloseCode());
      assertTrue(coach.isAtEnd());
      client.text(PING);
      assertEquals("pong", client.readMessage().get("type").getAsString());
    }
  }

  @Test
  void aSecondPageReplacesTheFirstWhichIsToldSo() throws Exception {
    String room = service.newRoom();
    try (RawSocket first = service.join("coach", room);
        RawSocket second = service.socket("coach", room)) {
      second.text(joinText("coach", room).replace("page-of-coach", "another-page"));
      second.readUntil("peer-discovery");
      assertEquals(4409, first.readCloseCode());
      assertAnswers(second);
    }
  }
}
