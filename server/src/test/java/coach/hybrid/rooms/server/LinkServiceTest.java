package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.json;
import static coach.hybrid.rooms.server.RunningService.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages measure on their links, through the real service: who may see it, and where. */
class LinkServiceTest {
  private static final String LINKS = "GET /room/{roomId}/links";
  private static final String DEBUG = "GET /room/{roomId}/debug";
  private static final String ANALYTICS = "GET /api/rooms/{roomId}/analytics";

  private static RunningService service;
  private static ApiContract contract;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService();
    contract = new ApiContract(service.get("/openapi.yaml").body());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpResponse<String> get(
      int status, String operation, String room, String query, String bearer) throws Exception {
    String path = operation.split(" ", 2)[1].replace("{roomId}", room) + query;
    HttpResponse<String> response =
        bearer.isEmpty()
            ? service.get(path)
            : service.get(path, "Authorization", "Bearer " + bearer);
    assertEquals(status, response.statusCode(), response::body);
    String[] parts = operation.split(" ", 2);
    assertEquals(List.of(), contract.violations(parts[0], parts[1], response), operation);
    return response;
  }

  private static String link(String role, String room) {
    return token(role, room).sign();
  }

  private static void report(RawSocket from, String peer, String path, int roundTrip)
      throws Exception {
    from.text(
        """
        {"type":"stats-report","links":[{"peerId":"%s","path":"%s","quality":"good",
        "pair":"host/udp > host/udp","roundTripMillis":%d,"jitterMillis":3,"periodMillis":10000,
        "packetsReceived":995,"packetsLost":5,"bytesSent":1250000,"bytesReceived":2500000,
        "concealedPermille":2,"framesDecoded":240,"freezeMillis":0,"restarts":0}]}\
        """
            .formatted(peer, path, roundTrip));
    from.text("{\"type\":\"ping\"}");
    from.readUntil("pong");
  }

  @Test
  void whatTwoPagesMeasureIsInTheAnalyticsTheLinksAndTheMetrics() throws Exception {
    String room = service.newRoom();
    try (RawSocket coach = service.join("coach", room);
        RawSocket client = service.join("client", room)) {
      coach.readUntil("user-joined");
      report(coach, "client-1", "turn-udp", 25);
      report(client, "coach-1", "direct", 45);
      JsonObject metrics =
          json(get(200, ANALYTICS, room, "", RunningService.KEY)).getAsJsonObject("metrics");
      JsonObject quality = metrics.getAsJsonObject("connectionQuality");
      assertEquals(25, quality.getAsJsonObject("coach").get("averageRTT").getAsInt());
      assertEquals(0.5, quality.getAsJsonObject("client").get("packetLoss").getAsDouble());
      assertEquals(1_000_000, metrics.getAsJsonObject("bandwidth").get("peakUpload").getAsInt());
      assertEquals("[\"TURN\"]", metrics.get("fallbacksUsed").toString());
      JsonObject links = json(get(200, LINKS, room, "", link("coach", room)));
      assertEquals(2, links.getAsJsonArray("links").size());
      assertEquals(2, links.getAsJsonArray("history").size());
      assertEquals(2, links.getAsJsonArray("seats").size());
      assertFalse(json(get(200, LINKS, room, "?history=no", RunningService.KEY)).has("history"));
      String scrape =
          service.get("/metrics", "Authorization", "Bearer " + RunningService.KEY).body();
      for (String line :
          List.of(
              "rooms_link_ends{path=\"turn-udp\"} 1.0",
              "rooms_link_paths_total{path=\"direct\"} 1.0",
              "rooms_link_rtt_seconds_bucket{path=\"turn-udp\",le=\"0.025\"} 1",
              "rooms_link_loss_percent_bucket{path=\"direct\",le=\"1.0\"} 1")) {
        assertTrue(scrape.contains(line), () -> line + " in " + scrape);
      }
    }
  }

  @Test
  void onlyTheCoachAndWhoeverHasAKeySeeTheLinks() throws Exception {
    String room = service.newRoom();
    get(200, LINKS, room, "", link("coach", room));
    get(200, LINKS, room, "", RunningService.KEY);
    HttpResponse<String> client = get(403, LINKS, room, "", link("client", room));
    assertEquals("not-permitted", json(client).get("code").getAsString());
    get(401, LINKS, room, "", "");
    get(401, LINKS, room, "", "a-wrong-key");
    get(403, LINKS, room, "", link("coach", "other"));
    get(404, LINKS, "nobody", "", RunningService.KEY);
    service.api("POST", "/api/rooms/" + room + "/end", "");
    get(410, LINKS, room, "", link("coach", room));
    get(200, LINKS, room, "", RunningService.KEY);
  }

  @Test
  void theDebugPageIsOnePageWhoeverAsksAndItsStatusSaysWhetherHeMay() throws Exception {
    String room = service.newRoom();
    String page = get(200, DEBUG, room, "?token=" + link("coach", room), "").body();
    assertFalse(page.contains(room));
    assertEquals(page, get(200, DEBUG, room, "", RunningService.KEY).body());
    assertEquals(page, get(403, DEBUG, room, "?token=" + link("client", room), "").body());
    assertEquals(page, get(401, DEBUG, room, "", "").body());
    assertEquals(page, get(404, DEBUG, "nobody", "", RunningService.KEY).body());
    for (String asset : List.of("/assets/debug.js", "/assets/debug.css")) {
      assertTrue(page.contains(asset));
      assertEquals(200, service.get(asset).statusCode());
    }
    assertFalse(page.matches("(?s).*<(script|style)>.*"), "something inline");
  }

  @Test
  void aReportThatIsNoReportIsAnswered() throws Exception {
    String room = service.newRoom();
    try (RawSocket coach = service.join("coach", room)) {
      coach.text("{\"type\":\"stats-report\",\"links\":[{\"peerId\":\"client-1\"}]}");
      assertEquals("stats-report", coach.readUntil("error").get("messageType").getAsString());
      report(coach, "client-1", "direct", 20);
      JsonObject links = json(get(200, LINKS, room, "", RunningService.KEY));
      assertEquals(0, links.getAsJsonArray("links").size());
    }
  }

  @Test
  void noKeyIsFoundThereMoreCheaplyThanElsewhere() throws Exception {
    try (RunningService small = new RunningService("ADDRESS_RATE_PER_MINUTE", "60")) {
      String path = "/room/" + small.newRoom() + "/links";
      int asked = 0;
      while (small.get(path, "Authorization", "Bearer guess-" + asked).statusCode() == 401) {
        asked++;
      }
      assertTrue(asked <= 7, asked + " guesses");
      assertEquals(429, small.get(path, "Authorization", "Bearer guess").statusCode());
    }
  }

  @Test
  void mediaIsNoWayRoundTheLimit() throws Exception {
    try (RunningService small = new RunningService("ADDRESS_RATE_PER_MINUTE", "60")) {
      for (int i = 0; i < 60; i++) {
        assertEquals(401, RawSocket.open(small.port(), "/media/r?use=relay&token=x").status());
      }
      assertEquals(429, RawSocket.open(small.port(), "/media/r?use=relay&token=x").status());
    }
  }
}
