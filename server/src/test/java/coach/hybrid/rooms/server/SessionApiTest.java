package coach.hybrid.rooms.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the main app can ask of a session and change in it, on the real service. */
class SessionApiTest {
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService("EARLY_ENTRY", "10m");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static JsonObject ok(String method, String path, String body) throws Exception {
    HttpResponse<String> response = service.api(method, path, body);
    assertEquals(200, response.statusCode(), response.body());
    return RunningService.json(response);
  }

  private static void refused(int status, String code, String method, String path, String body)
      throws Exception {
    HttpResponse<String> response = service.api(method, path, body);
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(code, RunningService.json(response).get("code").getAsString());
  }

  @Test
  void thereIsASummaryOnceTheSessionIsOver() throws Exception {
    String room = service.newRoom();
    String path = "/api/rooms/" + room + "/summary";
    refused(409, "room-not-ended", "GET", path, "");
    try (RawSocket _ = service.join("coach", room)) {
      ok("POST", "/api/rooms/" + room + "/end", "");
    }
    JsonObject summary = ok("GET", path, "");
    JsonObject attendance = summary.getAsJsonObject("attendance");
    assertTrue(attendance.getAsJsonObject("coach").get("attended").getAsBoolean());
    assertFalse(attendance.getAsJsonObject("client").get("attended").getAsBoolean());
    assertTrue(attendance.getAsJsonObject("client").get("joinTime").isJsonNull());
    JsonObject words = summary.getAsJsonObject("summary");
    assertFalse(words.get("transcriptionAvailable").getAsBoolean());
    assertEquals(new JsonArray(), words.get("keyTopics"));
    assertTrue(words.get("sentiment").isJsonNull());
    assertEquals(
        Set.of("coach", "client", "aiOrb"), words.getAsJsonObject("participantStats").keySet());
  }

  @Test
  void aRoomThatNeverStartedStillAnswersWhoWasThere() throws Exception {
    String room = service.newRoom();
    ok("POST", "/api/rooms/" + room + "/end", "{\"reason\":\"cancelled\"}");
    JsonObject summary = ok("GET", "/api/rooms/" + room + "/summary", "");
    assertEquals("", summary.getAsJsonObject("summary").get("textSummary").getAsString());
    assertTrue(summary.getAsJsonObject("summary").get("generatedAt").isJsonNull());
  }

  @Test
  void aChangeTakesWhatItNamesAndAnswersWithTheWhole() throws Exception {
    String room = service.newRoom();
    String path = "/api/rooms/" + room + "/config";
    JsonObject config =
        ok("PATCH", path, "{\"aiOrb\":{\"enabled\":false},\"features\":{\"recording\":true}}")
            .getAsJsonObject("config");
    assertFalse(config.getAsJsonObject("aiOrb").get("enabled").getAsBoolean());
    assertEquals("supportive", config.getAsJsonObject("aiOrb").get("personality").getAsString());
    assertTrue(config.getAsJsonObject("features").get("recording").getAsBoolean());
    assertTrue(config.getAsJsonObject("features").get("transcription").getAsBoolean());
    refused(400, "invalid-request", "PATCH", path, "{\"features\":{\"recording\":\"yes\"}}");
    ok("POST", "/api/rooms/" + room + "/end", "");
    refused(409, "room-ended", "PATCH", path, "{}");
  }

  private static HttpResponse<String> transcription(String path, String accept) throws Exception {
    return service.get(path, "Authorization", "Bearer " + RunningService.KEY, "Accept", accept);
  }

  @Test
  void aTranscriptThatIsNotThereIsNotInvented() throws Exception {
    String room = service.newRoom();
    String path = "/api/rooms/" + room + "/transcription";
    refused(404, "no-transcript", "GET", path, "");
    refused(404, "no-transcript", "GET", path + "?format=vtt", "");
    refused(406, "not-acceptable", "GET", path + "?format=pdf", "");
    for (String accept : List.of("text/vtt", "text/*;q=0.5, image/png", "*/*")) {
      assertEquals(404, transcription(path, accept).statusCode(), accept);
    }
    assertEquals(406, transcription(path, "application/pdf").statusCode());
    ok("PATCH", "/api/rooms/" + room + "/config", "{\"features\":{\"transcription\":false}}");
    refused(409, "transcription-off", "GET", path, "");
  }

  @Test
  void analyticsSayNullWhereNothingWasMeasured() throws Exception {
    String room = service.newRoom();
    JsonObject metrics =
        ok("GET", "/api/rooms/" + room + "/analytics", "").getAsJsonObject("metrics");
    assertTrue(metrics.getAsJsonObject("bandwidth").get("peakUpload").isJsonNull());
    assertTrue(
        metrics
            .getAsJsonObject("connectionQuality")
            .getAsJsonObject("coach")
            .get("averageRTT")
            .isJsonNull());
    assertEquals(0, metrics.get("reconnections").getAsInt());
  }

  @Test
  void preWarmWorksWithAndWithoutABody() throws Exception {
    String path = "/api/rooms/" + service.newRoom() + "/pre-warm";
    assertTrue(ok("POST", path, "").get("resourcesAllocated").getAsBoolean());
    ok("POST", path, "{\"scheduledStartTime\":\"2026-06-30T15:00:00Z\"}");
    refused(400, "invalid-request", "POST", path, "{\"scheduledStartTime\":\"soon\"}");
  }

  /** Seed 001's timer overflows 25 days ahead and fires at once. */
  @Test
  void preWarmingFarAheadKeepsNothingAndSaysSo() throws Exception {
    String room = "far-" + System.nanoTime();
    String order =
        RunningService.order(room)
            .replace(
                "\"scheduledStartTime\":null", "\"scheduledStartTime\":\"2030-01-01T00:00:00Z\"");
    assertEquals(201, service.api("POST", "/api/rooms/create", order).statusCode());
    JsonObject answer = ok("POST", "/api/rooms/" + room + "/pre-warm", "");
    assertFalse(answer.get("resourcesAllocated").getAsBoolean());
    assertFalse(answer.getAsJsonObject("resources").get("place").getAsBoolean());
  }

  @Test
  void theOrderOfAnEndedRoomIsNotReadyAgain() throws Exception {
    String room = "over-" + System.nanoTime();
    String order = RunningService.order(room);
    assertEquals(201, service.api("POST", "/api/rooms/create", order).statusCode());
    assertEquals(200, service.api("POST", "/api/rooms/create", order).statusCode());
    ok("POST", "/api/rooms/" + room + "/end", "");
    refused(409, "room-ended", "POST", "/api/rooms/create", order);
  }

  @Test
  void manyRoomsAreAskedForAtOnce() throws Exception {
    String waiting = service.newRoom();
    String active = service.newRoom();
    try (RawSocket _ = service.join("coach", active)) {
      JsonObject answer =
          ok(
              "POST",
              "/api/rooms/bulk-status",
              "{\"roomIds\":[\"%s\",\"%s\",\"nobody\"]}".formatted(waiting, active));
      assertEquals(
          "{\"status\":\"active\",\"participants\":1}",
          answer.getAsJsonObject("rooms").get(active).toString());
      assertEquals(
          "{\"status\":\"waiting\",\"participants\":0}",
          answer.getAsJsonObject("rooms").get(waiting).toString());
      assertEquals("[\"nobody\"]", answer.get("notFound").toString());
    }
    refused(400, "invalid-request", "POST", "/api/rooms/bulk-status", "{\"roomIds\":\"all\"}");
  }

  @Test
  void pagesOfRoomsFollowEachOtherWithoutGapOrRepeat() throws Exception {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(service.newRoom());
    }
    List<String> listed = new ArrayList<>();
    String next = "";
    do {
      JsonObject page = ok("GET", "/api/rooms?status=waiting&limit=2" + next, "");
      page.getAsJsonArray("rooms")
          .forEach(room -> listed.add(room.getAsJsonObject().get("roomId").getAsString()));
      next = page.get("next").isJsonNull() ? "" : "&cursor=" + page.get("next").getAsString();
    } while (!next.isEmpty());
    assertTrue(listed.containsAll(made));
    assertEquals(listed.stream().sorted().distinct().toList(), listed);
    refused(400, "invalid-request", "GET", "/api/rooms?limit=0", "");
    refused(400, "invalid-request", "GET", "/api/rooms?status=asleep", "");
  }

  @Test
  void beforeItsTimeTheLobbySaysWhenTheRoomOpens() throws Exception {
    String room = "early-" + System.nanoTime();
    String order =
        RunningService.order(room)
            .replace(
                "\"scheduledStartTime\":null", "\"scheduledStartTime\":\"2999-01-01T00:00:00Z\"");
    assertEquals(400, service.api("POST", "/api/rooms/create", order).statusCode());
    order = order.replace("2999-01-01", "2030-01-01");
    assertEquals(201, service.api("POST", "/api/rooms/create", order).statusCode());
    HttpResponse<String> lobby =
        service.get(
            "/room/" + room + "/lobby",
            "Authorization",
            "Bearer " + RunningService.token("coach", room).sign());
    assertEquals(403, lobby.statusCode());
    JsonObject problem = RunningService.json(lobby);
    assertEquals("too-early", problem.get("code").getAsString());
    assertEquals("2029-12-31T23:50:00Z", problem.get("opensAt").getAsString());
  }
}
