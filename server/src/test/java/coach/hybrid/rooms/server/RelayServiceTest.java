package coach.hybrid.rooms.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.auth.Tokens;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Media relayed over real sockets, and who is shut out of it. */
class RelayServiceTest {
  private static final int OVERSIZE = 1009;
  private static final int MAX_MESSAGE = 256 * 1024;
  private static final int TAG = 16;
  private static final int FLOOD = 4_000;
  private static final int STALLED_PICTURES = 200;
  private static final String PING = "{\"type\":\"ping\"}";

  private static RunningService service;

  private String roomId;
  private RawSocket coach;
  private RawSocket client;
  private int coachId;
  private int clientId;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void sit() throws Exception {
    roomId = service.newRoom();
    coach = service.socket("coach", roomId);
    client = service.socket("client", roomId);
    coachId = join(coach, "coach");
    clientId = join(client, "client");
  }

  /** Returns one's own short id. */
  private int join(RawSocket socket, String role) throws IOException {
    socket.text(RunningService.joinText(role, roomId));
    int mediaId = socket.readUntil("peer-discovery").get("mediaId").getAsInt();
    socket.readUntil("transcription-state");
    return mediaId;
  }

  private String target(String token) {
    return "/media/" + roomId + "?use=relay&token=" + token;
  }

  private RawSocket relay(String role) throws IOException {
    return relay(RunningService.token(role, roomId));
  }

  /** Open, and the room has said where its frames go. */
  private RawSocket relay(Tokens token) throws IOException {
    RawSocket relay = RawSocket.open(service.port(), target(token.sign()));
    assertEquals(101, relay.status(), relay.body());
    relay.frame(RawSocket.PING, true, new byte[0]);
    while (relay.read().opCode() != RawSocket.PONG) {
      // Only what was relayed meanwhile.
    }
    assertAnswers(coach);
    return relay;
  }

  private static void assertAnswers(RawSocket person) throws IOException {
    person.text(PING);
    person.readUntil("pong");
  }

  private static byte[] frame(int kind, int flags, int to, int seq, byte... payload) {
    return new MediaFrame(kind, flags, MediaFrame.OPUS, to, 1, seq, seq * 20, payload).encode();
  }

  private static void send(RawSocket relay, byte[] message) throws IOException {
    relay.frame(RawSocket.BINARY, true, message);
  }

  private static MediaFrame next(RawSocket relay) throws IOException {
    RawSocket.Frame frame = relay.read();
    assertEquals(RawSocket.BINARY, frame.opCode(), frame::text);
    byte[] octets = new byte[frame.payload().remaining()];
    frame.payload().get(octets);
    try {
      return MediaFrame.decode(octets);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFrameReachesItsTargetAndSaysWhoseItIs() throws IOException {
    RawSocket from = relay("coach");
    RawSocket to = relay("client");
    byte[] payload = {1, 2, 3, 4, 5};
    send(from, frame(MediaFrame.CAMERA, MediaFrame.KEY, clientId, 7, payload));

    MediaFrame got = next(to);
    assertEquals(coachId, got.peer());
    assertEquals(MediaFrame.CAMERA, got.kind());
    assertEquals(MediaFrame.KEY, got.flags());
    assertEquals(7, got.seq());
    assertEquals(1, got.generation());
    assertEquals(140, got.captureMillis());
    assertArrayEquals(payload, got.payload());
  }

  @Test
  void aPictureOfTheGreatestSizePasses() throws IOException {
    RawSocket from = relay("coach");
    RawSocket to = relay("client");
    byte[] payload = new byte[200 * 1024 + TAG];
    Arrays.fill(payload, (byte) 7);
    send(from, frame(MediaFrame.SCREEN, MediaFrame.KEY, clientId, 1, payload));
    assertArrayEquals(payload, next(to).payload());
  }

  @Test
  void whatNobodyTakesIsDroppedWithoutAWordAndCounted() throws Exception {
    RawSocket from = relay("coach");
    RawSocket to = relay("client");
    double before = dropped("no-target");
    send(from, frame(MediaFrame.AUDIO, 0, coachId, 1));
    send(from, frame(MediaFrame.AUDIO, 0, 0, 2));
    send(from, frame(MediaFrame.AUDIO, 0, 65_535, 3));
    send(from, frame(MediaFrame.AUDIO, 0, clientId, 4));
    assertEquals(4, next(to).seq());
    assertEquals(before + 3, dropped("no-target"));
  }

  private static double dropped(String reason) throws Exception {
    String line = "rooms_relay_dropped_total{reason=\"" + reason + "\"} ";
    return service
        .get("/metrics", "Authorization", "Bearer " + RunningService.KEY)
        .body()
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatTheLinkDoesNotPermitIsNotRelayed() throws Exception {
    client.text("{\"type\":\"leave\"}");
    client.close();
    Tokens quiet = RunningService.token("client", roomId).with("permissions", List.of("audio"));
    RawSocket again =
        RawSocket.open(service.port(), "/ws-simple/" + roomId + "?token=" + quiet.sign());
    join(again, "client");
    RawSocket from = relay(quiet);
    RawSocket to = relay("coach");
    send(from, frame(MediaFrame.CAMERA, MediaFrame.KEY, coachId, 1));
    send(from, frame(MediaFrame.SCREEN, MediaFrame.KEY, coachId, 2));
    send(from, frame(MediaFrame.AUDIO, 0, coachId, 3));
    assertEquals(3, next(to).seq());
  }

  @Test
  void whatIsNoMediaFrameCostsItsSender() throws IOException {
    for (byte[] bad :
        List.of(
            new byte[15],
            new byte[40],
            frame(MediaFrame.SPEECH, 0, clientId, 1),
            frame(MediaFrame.CONTROL + 1, 0, clientId, 1))) {
      RawSocket relay = relay("coach");
      relay.send(RawSocket.BINARY, true, bad);
      assertEquals(CloseCode.BAD_MESSAGES, relay.readCloseCode());
    }
    RawSocket relay = relay("coach");
    relay.send(RawSocket.TEXT, true, new byte[] {'h', 'i'});
    assertEquals(CloseCode.BAD_MESSAGES, relay.readCloseCode());
    assertAnswers(coach);
    assertAnswers(client);
  }

  @Test
  void whatIsTooLongForItsKindCostsItsSender() throws IOException {
    RawSocket to = relay("client");
    for (int[] each :
        new int[][] {
          {MediaFrame.AUDIO, 4_096},
          {MediaFrame.CONTROL, 64},
          {MediaFrame.CAMERA, 200 * 1024},
          {MediaFrame.SCREEN, 200 * 1024}
        }) {
      RawSocket relay = relay("coach");
      send(relay, frame(each[0], MediaFrame.KEY, clientId, 1, new byte[each[1] + TAG]));
      assertEquals(each[1] + TAG, next(to).payload().length);
      relay.send(
          RawSocket.BINARY,
          true,
          frame(each[0], MediaFrame.KEY, clientId, 2, new byte[each[1] + TAG + 1]));
      assertEquals(CloseCode.BAD_MESSAGES, relay.readCloseCode());
    }
  }

  @Test
  void aTokenThatHasRunOutOpensNothingHereWhoeverSits() throws IOException {
    long past = Clock.systemUTC().instant().getEpochSecond() - 60;
    String old = RunningService.token("client", roomId).with("exp", past).sign();
    RawSocket relay = relay("client");
    for (String use : List.of("relay", "transcription")) {
      RawSocket refused =
          RawSocket.open(service.port(), target(old).replace("use=relay", "use=" + use));
      assertEquals(401, refused.status());
      assertTrue(refused.body().contains("token-expired"), refused.body());
    }
    RawSocket from = relay("coach");
    send(from, frame(MediaFrame.AUDIO, 0, clientId, 1));
    assertEquals(1, next(relay).seq());
  }

  @Test
  void aRelaySocketIsOfThePageThatSitsHere() throws IOException {
    String token = RunningService.token("client", roomId).sign();
    RawSocket other = RawSocket.open(service.port(), target(token) + "&instance=another-page");
    assertEquals(CloseCode.REPLACED, other.readCloseCode());
  }

  @Test
  void whatIsTooLongCostsItsSender() throws IOException {
    RawSocket relay = relay("coach");
    relay.send(RawSocket.BINARY, true, new byte[MAX_MESSAGE + 1]);
    assertEquals(OVERSIZE, relay.readCloseCode());
  }

  @Test
  void aFloodCostsItsSender() throws IOException {
    RawSocket relay = relay("coach");
    for (int seq = 0; seq < FLOOD; seq++) {
      relay.send(RawSocket.BINARY, true, frame(MediaFrame.AUDIO, 0, clientId, seq));
    }
    assertEquals(CloseCode.OVERLOADED, relay.readCloseCode());
    assertAnswers(coach);
    assertAnswers(client);
  }

  @Test
  void aNewerSocketOfTheSamePersonClosesTheOlder() throws IOException {
    RawSocket older = relay("coach");
    RawSocket newer = relay("coach");
    assertEquals(CloseCode.REPLACED, older.readCloseCode());
    RawSocket to = relay("client");
    send(newer, frame(MediaFrame.AUDIO, 0, clientId, 1));
    assertEquals(coachId, next(to).peer());
  }

  @Test
  void withoutASeatThereIsNoRelay() throws IOException {
    client.text("{\"type\":\"leave\"}");
    assertAnswers(client);
    RawSocket relay =
        RawSocket.open(service.port(), target(RunningService.token("client", roomId).sign()));
    assertEquals(CloseCode.FORBIDDEN, relay.readCloseCode());
  }

  @Test
  void aReceiverThatDoesNotReadIsSentTheNewestAndCostsNobodyElse() throws Exception {
    RawSocket from = relay("coach");
    RawSocket to = relay("client");
    byte[] picture = new byte[20_000];
    for (int seq = 0; seq < STALLED_PICTURES; seq++) {
      send(
          from,
          frame(MediaFrame.CAMERA, seq % 50 == 0 ? MediaFrame.KEY : 0, clientId, seq, picture));
    }
    from.frame(RawSocket.PING, true, new byte[0]);
    assertEquals(RawSocket.PONG, from.read().opCode()); // All of it has been seen to.
    send(from, frame(MediaFrame.AUDIO, 0, clientId, 1_000));
    int got = 0;
    MediaFrame next = next(to);
    for (; next.kind() != MediaFrame.AUDIO; next = next(to)) {
      got++;
    }
    assertEquals(1_000, next.seq());
    assertTrue(got < STALLED_PICTURES, "nothing was dropped");
    assertAnswers(coach);
  }

  @Test
  void theRoomsEndIsTheRelaysEnd() throws Exception {
    RawSocket relay = relay("coach");
    service.api("POST", "/api/rooms/" + roomId + "/end", "");
    assertEquals(CloseCode.ROOM_ENDED, relay.readCloseCode());
  }

  @Test
  void whoIsRemovedIsShutOutEverywhereUntilHeGetsANewLink() throws Exception {
    RawSocket relay = relay("client");
    coach.text("{\"type\":\"kick\",\"userId\":\"client-1\"}");
    assertEquals("client-1", coach.readUntil("user-left").get("userId").getAsString());

    RawSocket.Frame close = client.readClose();
    assertEquals(CloseCode.FORBIDDEN, close.closeCode());
    assertEquals("removed", close.closeReason());
    assertEquals(CloseCode.FORBIDDEN, relay.readCloseCode());

    long now = Clock.systemUTC().instant().getEpochSecond();
    for (Tokens before :
        List.of(
            RunningService.token("client", roomId),
            RunningService.token("client", roomId).with("iat", now - 10))) {
      String token = before.sign();
      for (String door : List.of("/ws-simple/" + roomId + "?token=" + token, target(token))) {
        RawSocket refused = RawSocket.open(service.port(), door);
        assertEquals(403, refused.status());
        assertRemoved(refused.body());
      }
      assertRemoved(
          service.get("/room/" + roomId + "/lobby", "Authorization", "Bearer " + token).body());
    }
    String afterwards = RunningService.token("client", roomId).with("iat", now + 5).sign();
    RawSocket again =
        RawSocket.open(service.port(), "/ws-simple/" + roomId + "?token=" + afterwards);
    join(again, "client");
  }

  private static void assertRemoved(String body) {
    JsonObject problem = JsonParser.parseString(body).getAsJsonObject();
    assertEquals("token-forbidden", problem.get("code").getAsString(), body);
    assertEquals("removed", problem.get("reason").getAsString(), body);
  }

  @Test
  void theMainAppHearsWhoWasRemoved() throws Exception {
    coach.text("{\"type\":\"kick\",\"userId\":\"client-1\"}");
    coach.readUntil("user-left");
    RawSocket events =
        RawSocket.open(
            service.port(), "/events/" + roomId + "?since=0&token=" + RunningService.KEY);
    JsonObject left = events.readUntil("participant-left").getAsJsonObject("data");
    assertEquals("removed", left.get("reason").getAsString());
    assertEquals("client-1", left.get("participantId").getAsString());
  }

  @Test
  void aTokenThatIsAboutToRunOutIsReplacedByOneThatOpensTheRoom() throws Exception {
    client.text("{\"type\":\"leave\"}");
    assertAnswers(client);
    long soon = Clock.systemUTC().instant().getEpochSecond() + 30;
    Tokens old = RunningService.token("client", roomId).with("exp", soon);
    RawSocket socket =
        RawSocket.open(service.port(), "/ws-simple/" + roomId + "?token=" + old.sign());
    socket.text(RunningService.joinText("client", roomId));
    JsonObject refreshed = socket.readUntil("token-refreshed");

    assertTrue(refreshed.get("ttlMillis").getAsInt() > 3_600_000, refreshed::toString);
    String token = refreshed.get("token").getAsString();
    String lobby =
        service.get("/room/" + roomId + "/lobby", "Authorization", "Bearer " + token).body();
    JsonObject you = JsonParser.parseString(lobby).getAsJsonObject().getAsJsonObject("you");
    assertEquals("client-1", you.get("userId").getAsString());
    assertEquals("client", you.get("userRole").getAsString());
    assertEquals(3, you.getAsJsonArray("permissions").size());
    assertTrue(claims(token).containsKey("iat"), token);
  }

  private static Map<?, ?> claims(String token) {
    String body =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    return new Gson().fromJson(body, Map.class);
  }

  @Test
  void whatWasRelayedIsInTheFigures() throws Exception {
    RawSocket from = relay("coach");
    RawSocket to = relay("client");
    send(from, frame(MediaFrame.AUDIO, 0, clientId, 1));
    next(to);
    service.api("POST", "/api/rooms/" + roomId + "/end", "");
    to.readCloseCode();
    String metrics =
        service.get("/metrics", "Authorization", "Bearer " + RunningService.KEY).body();
    assertTrue(metrics.contains("rooms_relay_frames_total"), metrics);
    assertTrue(metrics.contains("rooms_relay_volume_bytes_total"), metrics);
    assertTrue(metrics.contains("rooms_sockets_opened_total{kind=\"relay\"}"), metrics);
  }
}
