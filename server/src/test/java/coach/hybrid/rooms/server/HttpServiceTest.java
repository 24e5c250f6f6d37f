package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.json;
import static coach.hybrid.rooms.server.RunningService.order;
import static coach.hybrid.rooms.server.RunningService.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.auth.Tokens;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The REST API from outside; shapes and names are seed 001's. */
class HttpServiceTest {
  private static final String PROBLEM = "application/problem+json";
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService();
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static void assertProblem(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(PROBLEM, header(response, "Content-Type"));
    assertEquals(code, json(response).get("code").getAsString());
    assertEquals(status, json(response).get("status").getAsInt());
  }

  private static List<String> names(JsonObject object) {
    return List.copyOf(object.keySet());
  }

  private static HttpResponse<String> create(String body) throws Exception {
    return service.api("POST", "/api/rooms/create", body);
  }

  @Test
  void createAnswersInTheSeedsShapeWithLinksThatOpen() throws Exception {
    HttpResponse<String> response = create(order("shape"));
    assertEquals(201, response.statusCode());
    JsonObject body = json(response);
    assertEquals(
        List.of("success", "roomId", "sessionId", "status", "connectionUrls"), names(body));
    assertTrue(body.get("success").getAsBoolean());
    assertEquals("ready", body.get("status").getAsString());
    JsonObject urls = body.getAsJsonObject("connectionUrls");
    assertEquals(List.of("coach", "client", "websocket"), names(urls));
    assertEquals("wss://rooms.example/events/shape", urls.get("websocket").getAsString());
    String prefix = "https://rooms.example";
    for (String role : List.of("coach", "client")) {
      String link = urls.get(role).getAsString();
      assertTrue(link.startsWith(prefix + "/room/shape?token="), link);
      assertEquals(200, service.get(link.substring(prefix.length())).statusCode());
    }
  }

  @Test
  void theSameOrderTwiceIsOneRoomAlsoWithNewTokens() throws Exception {
    assertEquals(201, create(order("twice")).statusCode());
    String later =
        order("twice")
            .replace(token("coach", "twice").sign(), token("coach", "twice").with("iat", 1).sign());
    assertEquals(200, create(later).statusCode());
    assertProblem(409, "room-exists", create(order("twice").replace("3600", "1800")));
  }

  @Test
  void everythingWrongWithAnOrderIsSaidAtOnce() throws Exception {
    String wrong =
        order("wrong")
            .replace("\"roomId\":\"wrong\"", "\"roomId\":\"not a room\"")
            .replace("\"maxDuration\":3600", "\"maxDuration\":\"long\"")
            .replace("\"scheduledStartTime\":null", "\"scheduledStartTime\":\"tomorrow\"")
            .replace("\"recording\":false", "\"recording\":0");
    HttpResponse<String> response = create(wrong);
    assertProblem(400, "invalid-request", response);
    String fields = json(response).getAsJsonArray("errors").toString();
    for (String field :
        List.of(
            "\"roomId\"",
            "participants.coach.token",
            "participants.client.token",
            "config.maxDuration",
            "config.scheduledStartTime",
            "config.features.recording")) {
      assertTrue(fields.contains(field), field + " in " + fields);
    }
    String never = order("never").replace(":null,", ":\"+999999999-12-31T23:59:59Z\",");
    assertProblem(400, "invalid-request", create(never));
    assertProblem(400, "malformed-json", create("[1]"));
    assertProblem(400, "malformed-json", create("{"));
    assertProblem(400, "malformed-json", create(""));
    assertProblem(400, "invalid-request", create("{}"));
  }

  @Test
  void aTokenThatIsNotThatPersonsIsRefusedAtCreation() throws Exception {
    for (Tokens bad :
        List.of(
            token("client", "tokens"),
            token("coach", "tokens").with("sessionId", "x"),
            token("coach", "other"),
            token("coach", "tokens").secret("somebody-elses-secret"),
            token("coach", "tokens").with("exp", 1),
            token("coach", "tokens").with("exp", null))) {
      String body =
          order("tokens").replaceFirst("\"token\":\"[^\"]*\"", "\"token\":\"" + bad.sign() + "\"");
      HttpResponse<String> response = create(body);
      assertProblem(400, "invalid-request", response);
      assertTrue(response.body().contains("participants.coach.token"), response.body());
    }
    assertProblem(404, "room-not-found", service.api("GET", "/api/rooms/tokens/status", ""));
  }

  @Test
  void statusAnswersInTheSeedsShape() throws Exception {
    String room = service.newRoom();
    JsonObject before = json(service.api("GET", "/api/rooms/" + room + "/status", ""));
    assertEquals(
        List.of(
            "roomId", "sessionId", "status", "participants", "actualStartTime", "currentDuration"),
        names(before));
    assertEquals("waiting", before.get("status").getAsString());
    assertTrue(before.get("actualStartTime").isJsonNull());
    JsonObject people = before.getAsJsonObject("participants");
    assertEquals(List.of("coach", "client", "aiOrb"), names(people));
    assertEquals(
        List.of("id", "connected", "joinedAt", "leftAt", "totalDuration"),
        names(people.getAsJsonObject("coach")));
    assertEquals(
        List.of("connected", "joinedAt", "leftAt", "participationPercentage"),
        names(people.getAsJsonObject("aiOrb")));
    try (RawSocket coach = service.join("coach", room)) {
      JsonObject during = json(service.api("GET", "/api/rooms/" + room + "/status", ""));
      assertEquals("active", during.get("status").getAsString());
      JsonObject person = during.getAsJsonObject("participants").getAsJsonObject("coach");
      assertTrue(person.get("connected").getAsBoolean());
      assertEquals(during.get("actualStartTime"), person.get("joinedAt"));
      coach.text("{\"type\":\"leave\"}");
      coach.text("{\"type\":\"ping\"}");
      coach.readUntil("pong");
    }
    JsonObject after = json(service.api("GET", "/api/rooms/" + room + "/status", ""));
    JsonObject person = after.getAsJsonObject("participants").getAsJsonObject("coach");
    assertFalse(person.get("connected").getAsBoolean());
    Instant left = Instant.parse(person.get("leftAt").getAsString());
    assertFalse(left.isBefore(Instant.parse(person.get("joinedAt").getAsString())));
  }

  @Test
  void endAnswersInTheSeedsShapeAndTheSameASecondTime() throws Exception {
    String path = "/api/rooms/" + service.newRoom() + "/end";
    assertProblem(400, "invalid-request", service.api("POST", path, "{\"reason\":\"boredom\"}"));
    HttpResponse<String> first =
        service.api("POST", path, "{\"reason\":\"cancelled\",\"requestedBy\":\"system\"}");
    assertEquals(200, first.statusCode());
    assertEquals(List.of("success", "roomId", "endedAt", "finalDuration"), names(json(first)));
    assertEquals(first.body(), service.api("POST", path, "").body());
    String status = path.replace("/end", "/status");
    assertEquals("ended", json(service.api("GET", status, "")).get("status").getAsString());
  }

  @Test
  void healthIsOpenInTheSeedsShapeAndTellsOfTheOrbs() throws Exception {
    HttpResponse<String> response = service.get("/health");
    assertEquals(200, response.statusCode());
    JsonObject body = json(response);
    assertEquals(
        List.of(
            "status",
            "version",
            "uptime",
            "activeRooms",
            "resources",
            "orbs",
            "transcription",
            "store",
            "tls"),
        names(body));
    assertEquals(List.of("active", "waiting", "limit"), names(body.getAsJsonObject("orbs")));
    assertEquals("healthy", body.get("status").getAsString());
    assertEquals(List.of("cpu", "memory", "connections"), names(body.getAsJsonObject("resources")));
  }

  @Test
  void theApiIsShutWithoutAKey() throws Exception {
    String path = "/api/rooms/" + service.newRoom() + "/status";
    String participant = "Bearer " + token("coach", "any").sign();
    for (String wrong : List.of("Bearer wrong-key", "Basic " + RunningService.KEY, participant)) {
      assertProblem(401, "unauthorized", service.get(path, "Authorization", wrong));
    }
    HttpResponse<String> none = service.get(path);
    assertProblem(401, "unauthorized", none);
    assertEquals("Bearer", header(none, "WWW-Authenticate"));
    assertProblem(401, "unauthorized", service.get("/api/no/such/thing"));
    assertProblem(
        401,
        "unauthorized",
        service.send("POST", "/api/rooms/create", BodyPublishers.ofString(order("shut"))));
    assertEquals(200, service.get(path, "Authorization", "Bearer older-key-of-it").statusCode());
  }

  /**
   * On a bare socket that sends no more than the server reads, so that no reset eats the answer.
   */
  @Test
  void aBodyThatIsTooLargeIsAProblemWithAndWithoutItsLength() throws Exception {
    assertTooLarge(post("Content-Length: 200000", new byte[0]));
    int size = 128 * 1024 + 1;
    String chunk = Integer.toHexString(size) + "\r\n" + "x".repeat(size);
    assertTooLarge(post("Transfer-Encoding: chunked", chunk.getBytes(StandardCharsets.US_ASCII)));
  }

  private static void assertTooLarge(String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    assertTrue(answer.contains(PROBLEM), answer);
    assertTrue(answer.contains("\"code\":\"body-too-large\""), answer);
  }

  /** The whole answer, head and body, to a create that is sent this far. */
  private static String post(String header, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      String head =
          "POST /api/rooms/create HTTP/1.1\r\nHost: rooms\r\nConnection: close\r\n"
              + "Authorization: Bearer "
              + RunningService.KEY
              + "\r\n"
              + header
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void unknownAddressesAndMethodsAreProblems() throws Exception {
    assertProblem(404, "not-found", service.get("/nothing"));
    assertProblem(404, "not-found", service.api("GET", "/api/nothing", ""));
    assertProblem(405, "method-not-allowed", service.api("DELETE", "/api/rooms/x/status", ""));
    assertProblem(404, "room-not-found", service.api("POST", "/api/rooms/none/end", ""));
    HttpResponse<String> asset = service.get("/assets/nothing.js");
    assertEquals(404, asset.statusCode());
    assertEquals(PROBLEM, header(asset, "Content-Type"));
  }
}
