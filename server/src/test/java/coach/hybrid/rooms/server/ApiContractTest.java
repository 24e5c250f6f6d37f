package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.order;
import static coach.hybrid.rooms.server.RunningService.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spark.route.HttpMethod;
import spark.route.ServletRoutes;
import spark.routematch.RouteMatch;

/** The running service does what its own {@code openapi.yaml} says, and no more. */
class ApiContractTest {
  private static final Set<HttpMethod> NO_ROUTES =
      Set.of(HttpMethod.before, HttpMethod.after, HttpMethod.afterafter, HttpMethod.head);

  private static RunningService service;
  private static ApiContract contract;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService("MAX_ROOMS", "5", "WEBHOOK_ALLOWED_HOSTS", "127.0.0.1");
    contract = new ApiContract(service.get("/openapi.yaml").body());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> assertSaid(
      int status, String operation, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), () -> operation + " " + response.body());
    String[] parts = operation.split(" ", 2);
    assertEquals(List.of(), contract.violations(parts[0], parts[1], response), operation);
    return response;
  }

  /** Calls with a good key. */
  private static HttpResponse<String> call(int status, String operation, String roomId, String body)
      throws Exception {
    String[] parts = operation.split(" ", 2);
    String path = parts[1].replace("{roomId}", roomId);
    return assertSaid(status, operation, service.api(parts[0], path, body));
  }

  private static HttpResponse<String> open(int status, String operation, String... headers)
      throws Exception {
    return assertSaid(status, operation, service.get(operation.split(" ", 2)[1], headers));
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOperationIsARoute() {
    TreeSet<String> routes = new TreeSet<>();
    for (RouteMatch route : ServletRoutes.get().findAll()) {
      if (!NO_ROUTES.contains(route.getHttpMethod())) {
        routes.add(
            route.getHttpMethod().name().toUpperCase(Locale.ROOT)
                + " "
                + route.getMatchUri().replaceAll(":([A-Za-z]+)", "{$1}"));
      }
    }
    assertEquals(routes, contract.operations());
  }

  @Test
  void roomsAreOrderedAskedAboutAndEndedAsDocumented() throws Exception {
    String create = "POST /api/rooms/create";
    call(201, create, "", order("contract"));
    call(200, create, "", order("contract"));
    call(409, create, "", order("contract").replace("3600", "1800"));
    call(400, create, "", "{}");
    call(400, create, "", "{");
    String status = "GET /api/rooms/{roomId}/status";
    call(200, status, "contract", "");
    call(404, status, "nobody", "");
    String end = "POST /api/rooms/{roomId}/end";
    call(400, end, "contract", "{\"reason\":\"boredom\"}");
    call(404, end, "nobody", "");
    try (RawSocket coach = service.join("coach", "contract")) {
      call(200, status, "contract", "");
      coach.text("{\"type\":\"leave\"}");
    }
    call(200, end, "contract", "{\"reason\":\"cancelled\",\"requestedBy\":\"coach-1\"}");
    call(200, end, "contract", "");
    call(200, status, "contract", "");
  }

  @Test
  void manyRoomsAreListedAsDocumented() throws Exception {
    String room = service.newRoom();
    String list = "GET /api/rooms";
    for (String query : List.of("", "?limit=1", "?status=waiting&limit=200", "?cursor=zzz")) {
      assertSaid(200, list, service.api("GET", "/api/rooms" + query, ""));
    }
    for (String query : List.of("?limit=0", "?limit=201", "?limit=x", "?status=gone")) {
      assertSaid(400, list, service.api("GET", "/api/rooms" + query, ""));
    }
    String bulk = "POST /api/rooms/bulk-status";
    String answer = call(200, bulk, "", "{\"roomIds\":[\"" + room + "\",\"nobody\"]}").body();
    assertTrue(answer.contains("\"notFound\":[\"nobody\"]"), answer);
    call(200, bulk, "", "{\"roomIds\":[]}");
    call(400, bulk, "", "{\"roomIds\":[1]}");
    call(400, bulk, "", "{}");
    call(400, bulk, "", "{\"roomIds\":[" + "\"a\",".repeat(500) + "\"a\"]}");
  }

  @Test
  void settingsAreChangedAsDocumented() throws Exception {
    String room = service.newRoom();
    String config = "PATCH /api/rooms/{roomId}/config";
    call(200, config, room, "{\"aiOrb\":{\"enabled\":false},\"features\":{\"recording\":true}}");
    call(200, config, room, "{}");
    call(400, config, room, "{\"aiOrb\":{\"enabled\":\"no\"}}");
    call(404, config, "nobody", "{}");
    String preWarm = "POST /api/rooms/{roomId}/pre-warm";
    call(200, preWarm, room, "");
    call(200, preWarm, room, "{\"scheduledStartTime\":\"2026-06-30T15:00:00Z\"}");
    call(400, preWarm, room, "{\"scheduledStartTime\":\"soon\"}");
    call(404, preWarm, "nobody", "");
    call(200, "POST /api/rooms/{roomId}/end", room, "");
    call(409, config, room, "{}");
    call(409, preWarm, room, "");
  }

  @Test
  void whatIsLeftOfASessionIsReportedAsDocumented() throws Exception {
    String room = service.newRoom();
    String summary = "GET /api/rooms/{roomId}/summary";
    String transcription = "GET /api/rooms/{roomId}/transcription";
    call(409, summary, room, "");
    call(404, summary, "nobody", "");
    call(404, transcription, room, "");
    call(404, transcription, "nobody", "");
    String path = "/api/rooms/" + room + "/transcription";
    assertSaid(404, transcription, service.api("GET", path + "?format=vtt", ""));
    assertSaid(406, transcription, service.api("GET", path + "?format=morse", ""));
    call(200, "PATCH /api/rooms/{roomId}/config", room, "{\"features\":{\"transcription\":false}}");
    call(409, transcription, room, "");
    call(200, "GET /api/rooms/{roomId}/analytics", room, "");
    call(404, "GET /api/rooms/{roomId}/analytics", "nobody", "");
    call(200, "POST /api/rooms/{roomId}/end", room, "");
    call(200, summary, room, "");
    call(200, "GET /api/rooms/{roomId}/analytics", room, "");
  }

  @Test
  void theApiWantsAKeyAsDocumented() throws Exception {
    for (String operation : contract.operations()) {
      String[] parts = operation.split(" ", 2);
      if (parts[1].startsWith("/api/") || parts[1].equals("/metrics")) {
        String path = parts[1].replaceAll("\\{[A-Za-z]+}", "some");
        assertSaid(401, operation, service.send(parts[0], path, BodyPublishers.noBody()));
      }
    }
  }

  @Test
  void bodiesOfTheWrongKindAreRefusedAsDocumented() throws Exception {
    String room = service.newRoom();
    for (String operation :
        List.of(
            "POST /api/rooms/create",
            "POST /api/rooms/bulk-status",
            "POST /api/rooms/{roomId}/end",
            "PATCH /api/rooms/{roomId}/config",
            "POST /api/rooms/{roomId}/pre-warm")) {
      String[] parts = operation.split(" ", 2);
      String path = parts[1].replace("{roomId}", room);
      String key = "Bearer " + RunningService.KEY;
      HttpResponse<String> form =
          service.send(
              parts[0],
              path,
              BodyPublishers.ofString("{}"),
              "Authorization",
              key,
              "Content-Type",
              "application/x-www-form-urlencoded");
      assertSaid(415, operation, form);
      byte[] latin1 = {'{', '"', (byte) 0xe9, '"', ':', '1', '}'};
      HttpResponse<String> notUtf8 =
          service.send(parts[0], path, BodyPublishers.ofByteArray(latin1), "Authorization", key);
      assertSaid(400, operation, notUtf8);
      assertEquals(
          "malformed-json", RunningService.json(notUtf8).get("code").getAsString(), operation);
      call(400, operation, room, "[" + "[".repeat(5_000));
    }
  }

  @Test
  void webhooksAnswerAsDocumented() throws Exception {
    String register = "POST /api/webhooks";
    String body = "{\"url\":\"http://127.0.0.1:9/hook\",\"events\":[\"room-ended\"]}";
    String answer = call(201, register, "", body).body();
    String id =
        JsonParser.parseString(answer)
            .getAsJsonObject()
            .getAsJsonObject("webhook")
            .get("id")
            .getAsString();
    call(400, register, "", "{\"url\":\"ftp://x\",\"events\":[\"rain\"]}");
    call(400, register, "", "{\"url\":\"http://10.0.0.1/hook\"}");
    call(200, "GET /api/webhooks", "", "");
    webhook(200, "GET /api/webhooks/{id}", id, "");
    webhook(200, "POST /api/webhooks/{id}/enable", id, "");
    webhook(200, "POST /api/webhooks/{id}/test", id, "");
    webhook(200, "GET /api/webhooks/{id}/dead-letters", id, "");
    webhook(400, "POST /api/webhooks/{id}/redeliver", id, "{}");
    webhook(404, "POST /api/webhooks/{id}/redeliver", id, "{\"roomId\":\"no\",\"seq\":1}");
    webhook(404, "POST /api/webhooks/{id}/dead-letters/{deliveryId}/redeliver", id, "");
    for (String operation : contract.operations()) {
      if (operation.contains("{id}")) {
        webhook(404, operation, "nobody", "{\"roomId\":\"no\",\"seq\":1}");
      }
    }
    webhook(204, "DELETE /api/webhooks/{id}", id, "");
  }

  private static void webhook(int status, String operation, String id, String body)
      throws Exception {
    String[] parts = operation.split(" ", 2);
    String path = parts[1].replace("{id}", id).replace("{deliveryId}", "no.1");
    assertSaid(status, operation, service.api(parts[0], path, body));
  }

  @Test
  void pagesAnswerAsDocumented() throws Exception {
    String room = service.newRoom();
    String good = token("coach", room).sign();
    String page = "GET /room/{roomId}";
    assertSaid(200, page, service.get("/room/" + room + "?token=" + good));
    assertSaid(401, page, service.get("/room/" + room));
    assertSaid(403, page, service.get("/room/other?token=" + good));
    String gone = token("coach", "nobody").sign();
    assertSaid(404, page, service.get("/room/nobody?token=" + gone));
    String lobby = "GET /room/{roomId}/lobby";
    String path = "/room/" + room + "/lobby";
    assertSaid(200, lobby, service.get(path, "Authorization", "Bearer " + good));
    assertSaid(401, lobby, service.get(path));
    assertSaid(403, lobby, service.get(path, "Authorization", "Bearer " + gone));
    assertSaid(404, lobby, service.get("/room/nobody/lobby", "Authorization", "Bearer " + gone));
    String leave = "POST /room/{roomId}/leave";
    String body = "{\"token\":\"" + good + "\",\"instanceId\":\"x\"}";
    assertSaid(204, leave, leave(room, body, "text/plain;charset=UTF-8"));
    assertSaid(204, leave, leave(room, body, "application/json"));
    assertSaid(415, leave, leave(room, body, "image/png"));
    assertSaid(400, leave, leave(room, "{}", "application/json"));
    assertSaid(401, leave, leave(room, body.replace(good, "x"), "application/json"));
    assertSaid(403, leave, leave(room, body.replace(good, gone), "application/json"));
    call(200, "POST /api/rooms/{roomId}/end", room, "");
    assertSaid(410, page, service.get("/room/" + room + "?token=" + good));
    assertSaid(410, lobby, service.get(path, "Authorization", "Bearer " + good));
    assertSaid(410, leave, leave(room, body, "application/json"));
  }

  private static HttpResponse<String> leave(String room, String body, String type)
      throws Exception {
    return service.send(
        "POST", "/room/" + room + "/leave", BodyPublishers.ofString(body), "Content-Type", type);
  }

  @Test
  void theOperationsPagesAnswerAsDocumented() throws Exception {
    for (String path :
        List.of("/health", "/livez", "/readyz", "/docs", "/openapi.yaml", "/asyncapi.yaml")) {
      open(200, "GET " + path);
    }
    open(200, "GET /metrics", "Authorization", "Bearer " + RunningService.KEY);
    call(200, "GET /api/ice-servers", "", "");
  }
}
