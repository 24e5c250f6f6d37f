package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.json;
import static coach.hybrid.rooms.server.RunningService.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What stands before every route: limits, origins, methods, odd addresses; and what is counted. */
class GuardedServiceTest {
  private static final String APP = "https://app.example";

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static HttpResponse<String> status(RunningService service, String key) throws Exception {
    return service.get("/api/rooms/none/status", "Authorization", "Bearer " + key);
  }

  @Test
  void tooManyRequestsAreRefusedAndEveryAnswerSaysHowManyAreLeft() throws Exception {
    try (RunningService service =
        new RunningService("API_RATE_BURST", "3", "ADDRESS_RATE_PER_MINUTE", "40")) {
      HttpResponse<String> first = status(service, RunningService.KEY);
      assertEquals(404, first.statusCode());
      assertEquals("\"key\";q=3;w=1", header(first, "RateLimit-Policy"));
      assertTrue(header(first, "RateLimit").matches("\"key\";r=2;t=[01]"));
      HttpResponse<String> last = first;
      for (int i = 0; i < 10 && last.statusCode() == 404; i++) {
        last = status(service, RunningService.KEY);
      }
      assertEquals(429, last.statusCode());
      assertEquals("rate-limited", json(last).get("code").getAsString());
      assertEquals("1", header(last, "Retry-After"));
      assertEquals("\"address\";q=40;w=60", header(service.get("/room/x"), "RateLimit-Policy"));
      assertEquals("", header(service.get("/health"), "RateLimit"));
    }
  }

  @Test
  void keysCannotBeFoundByTrying() throws Exception {
    try (RunningService service = new RunningService("ADDRESS_RATE_PER_MINUTE", "30")) {
      for (int i = 0; i < 3; i++) {
        assertEquals(401, status(service, "guess-" + i).statusCode());
      }
      assertEquals(429, status(service, RunningService.KEY).statusCode());
    }
  }

  @Test
  void norBySocketsWhichAreCountedLikeEverythingElse() throws Exception {
    try (RunningService service = new RunningService("ADDRESS_RATE_PER_MINUTE", "30")) {
      for (int i = 0; i < 3; i++) {
        String query = "?token=guess-" + i;
        assertTrue(rawSocket(service, "/events/x" + query).startsWith("HTTP/1.1 401"), query);
      }
      for (String path : List.of("/events/x?token=" + RunningService.KEY, "/ws-simple/x?token=t")) {
        assertTrue(rawSocket(service, path).startsWith("HTTP/1.1 429"), path);
      }
    }
  }

  private static String rawSocket(RunningService service, String target) throws Exception {
    try (RawSocket socket = RawSocket.open(service.port(), target)) {
      return socket.head();
    }
  }

  @Test
  void aBodyThatBreaksOffIsTheSendersFault() throws Exception {
    try (RunningService service = new RunningService();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      String request = "POST /room/x/leave HTTP/1.1\r\nHost: rooms\r\nContent-Length: 100\r\n\r\n{";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
      assertFalse(service.log().contains(" ERROR "), service.log());
    }
  }

  @Test
  void onlyTheMainAppsPagesMayReadAnswers() throws Exception {
    try (RunningService service = new RunningService("MAIN_APP_ORIGIN", APP)) {
      for (String path : List.of("/api/rooms/x/status", "/health")) {
        HttpResponse<String> theirs = service.get(path, "Origin", APP);
        assertEquals(APP, header(theirs, "Access-Control-Allow-Origin"), path);
        assertTrue(header(theirs, "Access-Control-Expose-Headers").contains("RateLimit"), path);
        HttpResponse<String> foreign = service.get(path, "Origin", "https://evil.example");
        assertEquals("", header(foreign, "Access-Control-Allow-Origin"), path);
        assertEquals("Origin", header(foreign, "Vary"), path);
      }
      HttpResponse<String> preflight = preflight(service, APP);
      assertEquals(204, preflight.statusCode());
      assertEquals(APP, header(preflight, "Access-Control-Allow-Origin"));
      assertTrue(header(preflight, "Access-Control-Allow-Methods").contains("PATCH"));
      assertTrue(header(preflight, "Access-Control-Allow-Headers").contains("Authorization"));
      HttpResponse<String> refused = preflight(service, APP + ".evil.example");
      assertEquals("", header(refused, "Access-Control-Allow-Origin"));
      assertEquals("", header(refused, "Access-Control-Allow-Methods"));
      HttpResponse<String> page = service.get("/room/x", "Origin", APP);
      assertEquals("", header(page, "Access-Control-Allow-Origin"));
    }
  }

  private static HttpResponse<String> preflight(RunningService service, String origin)
      throws Exception {
    return service.send(
        "OPTIONS",
        "/api/rooms/x/config",
        BodyPublishers.noBody(),
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "PATCH");
  }

  @Test
  void byDefaultNoOtherOriginMayRead() throws Exception {
    try (RunningService service = new RunningService()) {
      HttpResponse<String> answer = service.get("/health", "Origin", APP);
      assertEquals("", header(answer, "Access-Control-Allow-Origin"));
    }
  }

  /** Otherwise the next request on this connection would meet its end. */
  @Test
  void aRefusalBeforeTheBodyHasComeSaysThatTheConnectionEnds() throws Exception {
    try (RunningService service = new RunningService();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      String head =
          "POST /assets/room.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 405"), answer);
      assertTrue(answer.contains("Connection: close"), answer);
    }
  }

  @Test
  void wrongMethodsAreToldTheRightOnes() throws Exception {
    try (RunningService service = new RunningService()) {
      HttpResponse<String> wrong = service.api("PUT", "/api/rooms/x/config", "{}");
      assertEquals(405, wrong.statusCode());
      assertEquals("method-not-allowed", json(wrong).get("code").getAsString());
      assertEquals("OPTIONS, PATCH", header(wrong, "Allow"));
      assertEquals(405, service.api("POST", "/assets/room.html", "{}").statusCode());
      assertEquals(405, service.api("GET", "/api/rooms/create", "").statusCode());
      HttpResponse<String> options =
          service.send("OPTIONS", "/api/rooms/x/status", BodyPublishers.noBody());
      assertEquals(204, options.statusCode());
      assertEquals("GET, HEAD, OPTIONS", header(options, "Allow"));
      assertEquals(404, service.api("PUT", "/api/nothing", "").statusCode());
    }
  }

  @Test
  void oddAddressesAreProblemsAndNeverFailures() throws Exception {
    try (RunningService service = new RunningService()) {
      for (String path :
          List.of(
              "/api/rooms/%00/status",
              "/api/rooms/%zz/status",
              "/api/rooms/%2e%2e/status",
              "/api/rooms/..;/status",
              "/api/rooms/a%2Fb/status",
              "/api/rooms/%ff/status",
              "/api/rooms/" + "x".repeat(5_000) + "/status",
              "/api/rooms/x?limit=%zz",
              "/api/rooms?limit=%zz",
              "/api/rooms?cursor=%ff%00",
              "//api/rooms",
              "/%61pi/rooms/x/status",
              "/room/%0d%0ax",
              "/room/x?token=%zz",
              "/assets/..%2f..%2fetc/passwd",
              "/" + "y".repeat(20_000))) {
        String answer = raw(service, path);
        assertTrue(answer.matches("(?s)HTTP/1.1 4\\d\\d .*|HTTP/1.1 200 .*"), path + answer);
        if (!answer.startsWith("HTTP/1.1 200") && !path.startsWith("/room/")) {
          assertTrue(answer.contains("application/problem+json"), path + answer);
        }
        assertFalse(answer.contains("root:"), path);
      }
      assertFalse(service.log().contains(" ERROR "), service.log());
    }
  }

  private static String raw(RunningService service, String path) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      String head =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: rooms\r\nConnection: close\r\nAuthorization: Bearer "
              + RunningService.KEY
              + "\r\n\r\n";
      byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatHappensIsCountedByTemplateAndNeverByName() throws Exception {
    try (RunningService service = new RunningService("METRICS_KEY", "prometheus-reads")) {
      String room = UUID.randomUUID().toString();
      // Nothing is waited for after its end, so what is counted then is counted before the answer.
      String order =
          RunningService.order(room)
              .replace("\"generateSummary\":true", "\"generateSummary\":false");
      assertEquals(201, service.api("POST", "/api/rooms/create", order).statusCode());
      service.api("POST", "/api/rooms/create", "{}");
      service.api("GET", "/api/rooms/" + room + "/status", "");
      try (RawSocket coach = service.join("coach", room)) {
        coach.text("{\"type\":\"leave\"}");
        coach.readCloseCode();
      }
      service.api("POST", "/api/rooms/" + room + "/end", "");
      assertEquals(401, service.get("/metrics").statusCode());
      HttpResponse<String> page =
          service.get("/metrics", "Authorization", "Bearer prometheus-reads");
      assertEquals(200, page.statusCode());
      String metrics = page.body();
      for (String line :
          List.of(
              "rooms_creations_total{result=\"created\"} 1.0",
              "rooms_creations_total{result=\"invalid-request\"} 1.0",
              "rooms_participants_joined_total{role=\"coach\"} 1.0",
              "rooms_participants_left_total{cause=\"left\",role=\"coach\"} 1.0",
              "rooms_session_duration_seconds_count{reason=\"session_completed\"} 1",
              "rooms_rooms{status=\"ended\"} 1.0",
              "rooms_participants{role=\"coach\"} 0.0",
              "rooms_sockets_opened_total{kind=\"signal\"} 1.0",
              "rooms_http_request_duration_seconds_count{method=\"GET\","
                  + "route=\"/api/rooms/{roomId}/status\",status=\"200\"} 1",
              "# HELP rooms_http_request_duration_seconds ")) {
        assertTrue(metrics.contains(line), () -> line + " in " + metrics);
      }
      assertTrue(metrics.contains("jvm_memory_used_bytes"));
      assertFalse(metrics.contains(room));
      String status = "/api/rooms/" + room + "/status";
      assertEquals(
          401, service.get(status, "Authorization", "Bearer prometheus-reads").statusCode());
    }
  }

  @Test
  void requestsAreLoggedWithTheirRoomAndWithoutTheirSecrets() throws Exception {
    try (RunningService service = new RunningService()) {
      String room = service.newRoom();
      String good = token("coach", room).sign();
      service.get(
          "/api/rooms/" + room + "/status?token=" + good, "Authorization", "Bearer " + good);
      service.get(
          "/room/" + room + "?token=" + good, "Cookie", good, "Referer", "https://x/" + good);
      service.get("/api/rooms/x/status", "Authorization", "Bearer wrong-key-of-somebody");
      service.get(
          "/api/rooms/secret%0aline/status", "Authorization", "Basic wrong-key-of-somebody");
      raw(service, "/api/rooms/none/status?token=" + good);
      String log = service.log();
      String line =
          log.lines()
              .filter(it -> it.contains("answered") && it.contains("401"))
              .findFirst()
              .orElseThrow();
      assertTrue(line.contains("/api/rooms/{roomId}/status"), line);
      assertTrue(line.contains("roomId=" + room), line);
      assertFalse(log.lines().anyMatch(it -> it.startsWith("line")), log);
      for (String secret :
          List.of(good.split("\\.", -1)[1], "wrong-key", RunningService.KEY, "token=")) {
        assertFalse(log.contains(secret), secret + log);
      }
    }
  }
}
