package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.json;
import static coach.hybrid.rooms.server.RunningService.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.auth.Tokens;
import com.google.gson.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The room pages and what holds for every answer, from outside. */
class PageServiceTest {
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static void assertRefused(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode());
    assertEquals(code, json(response).get("code").getAsString());
  }

  @Test
  void theRoomPageIsOneShellThatNamesNoRoomWhateverTheStatus() throws Exception {
    String room = service.newRoom();
    HttpResponse<String> open =
        service.get("/room/" + room + "?token=" + token("coach", room).sign());
    assertEquals(200, open.statusCode());
    assertFalse(open.body().contains(room));
    assertFalse(open.body().contains("Ada"));
    HttpResponse<String> missing = service.get("/room/" + room);
    HttpResponse<String> invalid = service.get("/room/" + room + "?token=x");
    HttpResponse<String> foreign =
        service.get("/room/" + room + "?token=" + token("coach", "other").sign());
    assertEquals(401, missing.statusCode());
    assertEquals(401, invalid.statusCode());
    assertEquals(403, foreign.statusCode());
    for (HttpResponse<String> response : List.of(open, missing, invalid, foreign)) {
      assertEquals(open.body(), response.body());
      assertEquals("no-store", header(response, "Cache-Control"));
    }
  }

  @Test
  void theLobbyShowsTheRoomToItsOwnPeopleOnly() throws Exception {
    String room = service.newRoom();
    String path = "/room/" + room + "/lobby";
    JsonObject lobby =
        json(service.get(path, "Authorization", "Bearer " + token("client", room).sign()));
    assertEquals("client-1", lobby.getAsJsonObject("you").get("userId").getAsString());
    assertEquals(
        "Ada Lovelace",
        lobby.getAsJsonArray("others").get(0).getAsJsonObject().get("userName").getAsString());
    HttpResponse<String> foreign =
        service.get(path, "Authorization", "Bearer " + token("coach", "other").sign());
    assertRefused(403, "token-forbidden", foreign);
    assertFalse(foreign.body().contains("Ada"));
    assertRefused(401, "token-missing", service.get(path));
  }

  @Test
  void aBeaconEndsItsPagesStayAndNoOthers() throws Exception {
    String room = service.newRoom();
    String body = "{\"token\":\"%s\",\"instanceId\":\"%s\"}";
    String coachsToken = token("coach", room).sign();
    try (RawSocket coach = service.join("coach", room);
        RawSocket client = service.join("client", room)) {
      coach.readUntil("user-joined");
      String path = "/room/" + room + "/leave";
      String old = body.formatted(coachsToken, "another-page");
      assertEquals(204, service.send("POST", path, BodyPublishers.ofString(old)).statusCode());
      coach.text("{\"type\":\"ping\"}");
      coach.readUntil("pong");
      String own = body.formatted(coachsToken, "page-of-coach");
      assertEquals(204, service.send("POST", path, BodyPublishers.ofString(own)).statusCode());
      assertEquals(1000, coach.readCloseCode());
      assertEquals("coach-1", client.readUntil("user-left").get("userId").getAsString());
    }
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() throws Exception {
    for (String path : List.of("/health", "/room/x", "/nothing", "/api/x", "/assets/nothing.js")) {
      HttpResponse<String> response = service.get(path);
      assertEquals("nosniff", header(response, "X-Content-Type-Options"), path);
      assertEquals("no-referrer", header(response, "Referrer-Policy"), path);
      String policy = header(response, "Content-Security-Policy");
      assertTrue(policy.contains("frame-ancestors 'none'"), path);
      assertTrue(policy.contains("connect-src 'self' wss://rooms.example"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("", header(response, "Server"), path);
    }
  }

  @Test
  void headAndOptionsDoNotBreak() throws Exception {
    for (String path : List.of("/health", "/room/x", "/assets/room.html", "/nothing")) {
      HttpResponse<String> head = service.send("HEAD", path, BodyPublishers.noBody());
      assertEquals("", head.body(), path);
      assertEquals(service.get(path).statusCode(), head.statusCode(), path);
      HttpResponse<String> options = service.send("OPTIONS", path, BodyPublishers.noBody());
      assertTrue(options.statusCode() < 500, () -> path + options + options.body() + service.log());
    }
  }

  @Test
  void noSecretAndNoTokenIsLogged() throws Exception {
    String room = service.newRoom();
    String good = token("coach", room).sign();
    String bad = token("coach", room).secret("another-secret-altogether").sign();
    try (RawSocket coach = service.join("coach", room)) {
      coach.pour("{\"type\":\"dance\"}", 25);
      coach.readCloseCode();
    }
    service.get("/room/" + room + "?token=" + bad);
    service.get("/room/" + room + "/lobby", "Authorization", "Bearer " + bad);
    service.api("POST", "/api/rooms/create", "{\"token\":\"" + bad + "\"");
    service.api("POST", "/api/rooms/" + room + "/end", "");
    String log = service.log();
    assertTrue(log.contains("room ended"), log);
    for (String secret : List.of(good, bad, Tokens.SECRET, RunningService.KEY, "older-key-of-it")) {
      assertFalse(log.contains(secret), log);
    }
    String[] signature = good.split("\\.", -1);
    assertFalse(log.contains(signature[1]), log);
  }
}
