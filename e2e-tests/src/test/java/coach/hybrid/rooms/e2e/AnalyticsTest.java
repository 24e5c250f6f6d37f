package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What the room says of a call's connections is what the two browsers have measured. */
class AnalyticsTest {
  /** Three reports of each page. */
  private static final Duration MEASURED = Duration.ofSeconds(40);

  private static final double TOLERANCE = 0.2;

  private static Service service;
  private static Participant coach;
  private static Participant client;

  private final Gallery gallery = new Gallery();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of());
    coach = Participant.withFakeDevices();
    client = Participant.withFakeDevices();
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  /**
   * What a page's only link has counted.
   *
   * @param millis of the page's clock
   */
  private record Counted(
      double millis, double sent, double received, double packets, double lost, double rtt) {
    private static final String SCRIPT =
        """
        const done = arguments[0];
        const link = window.probe.links.find(l => l.connectionState === 'connected');
        link.getStats().then(all => {
          const report = [...all.values()];
          const sum = field => report.filter(s => s.type === 'inbound-rtp')
            .reduce((total, s) => total + (s[field] || 0), 0);
          const used = report.find(s => s.type === 'transport').selectedCandidatePairId;
          const pair = all.get(used);
          done(JSON.stringify({millis: performance.now(), sent: pair.bytesSent,
            received: pair.bytesReceived, packets: sum('packetsReceived'),
            lost: sum('packetsLost'),
            rtt: 1000 * pair.totalRoundTripTime / pair.responsesReceived}));
        });
        """;

    static Counted on(Participant person) {
      Object json = person.driver().executeAsyncScript(SCRIPT);
      return new Gson().fromJson((String) json, Counted.class);
    }

    double uploadSince(Counted before) {
      return (sent - before.sent) * 8_000 / (millis - before.millis);
    }

    double downloadSince(Counted before) {
      return (received - before.received) * 8_000 / (millis - before.millis);
    }
  }

  private static JsonObject metrics(RoomLinks room) {
    return service.api("/api/rooms/" + room.roomId() + "/analytics").getAsJsonObject("metrics");
  }

  private static int points(RoomLinks room, String role) {
    JsonElement history = metrics(room).getAsJsonObject("history").get(role);
    return history.isJsonNull() ? 0 : history.getAsJsonObject().getAsJsonArray("seconds").size();
  }

  private static void assertNear(String what, double truth, double said) {
    assertTrue(
        Math.abs(said - truth) <= TOLERANCE * truth, () -> what + ": " + said + " of " + truth);
  }

  @Test
  void analyticsAreWhatTheBrowsersMeasured() throws IOException, InterruptedException {
    RoomLinks room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
    coach.join(room.coach());
    client.join(room.client());
    coach.awaitMedia(1);
    client.awaitMedia(1);
    Counted coachBefore = Counted.on(coach);
    Counted clientBefore = Counted.on(client);
    Await.until(
        () -> "three reports of both: " + metrics(room),
        MEASURED,
        () -> points(room, "coach") >= 3 && points(room, "client") >= 3);
    Counted coachAfter = Counted.on(coach);
    Counted clientAfter = Counted.on(client);
    JsonObject metrics = metrics(room);
    JsonObject bandwidth = metrics.getAsJsonObject("bandwidth");
    double upload =
        (coachAfter.uploadSince(coachBefore) + clientAfter.uploadSince(clientBefore)) / 2;
    double download =
        (coachAfter.downloadSince(coachBefore) + clientAfter.downloadSince(clientBefore)) / 2;
    assertNear("upload", upload, bandwidth.get("averageUpload").getAsDouble());
    assertNear("download", download, bandwidth.get("averageDownload").getAsDouble());
    assertTrue(
        bandwidth.get("peakUpload").getAsLong() >= bandwidth.get("averageUpload").getAsLong());
    JsonObject quality = metrics.getAsJsonObject("connectionQuality");
    assertEquals(Set.of("coach", "client"), quality.keySet());
    assertQuality(coachAfter, quality.getAsJsonObject("coach"));
    assertQuality(clientAfter, quality.getAsJsonObject("client"));
    assertEquals(0, metrics.get("reconnections").getAsInt());
    assertEquals(0, metrics.getAsJsonArray("fallbacksUsed").size());
    assertTheCoachSeesItInHisPanel();
    assertTheDebugViewShowsIt(room);
    client.open(URI.create(service.origin() + "/room/" + room.roomId() + "/debug"));
    client.awaitText("This page is for the coach");
    assertEquals(List.of(), gallery.faults());
  }

  private static void assertQuality(Counted counted, JsonObject quality) {
    assertEquals(counted.rtt(), quality.get("averageRTT").getAsDouble(), 3);
    double loss = 100 * counted.lost() / (counted.lost() + counted.packets());
    assertEquals(loss, quality.get("packetLoss").getAsDouble(), 0.3);
  }

  private void assertTheCoachSeesItInHisPanel() throws IOException {
    coach.driver().findElement(By.cssSelector("details.connections summary")).click();
    for (String words : List.of("Round trip", "at most", "go straight from one computer")) {
      coach.awaitText(words);
    }
    assertEquals(
        List.of("Ada", "Cleo"),
        coach.driver().findElements(By.cssSelector(".connection h3")).stream()
            .map(WebElement::getText)
            .toList());
    assertEquals(6, coach.driver().findElements(By.cssSelector(".connection svg path")).size());
    gallery.inspect(coach, "call-coach-connection");
  }

  /** Opened as the coach's panel opens it, in a tab that inherits the token. */
  private void assertTheDebugViewShowsIt(RoomLinks room) throws IOException {
    String call = coach.driver().getWindowHandle();
    coach.find("a", "All details, live").click();
    Await.until(
        "another tab", Participant.SOON, () -> coach.driver().getWindowHandles().size() == 2);
    for (String handle : coach.driver().getWindowHandles()) {
      if (!handle.equals(call)) {
        coach.driver().switchTo().window(handle);
      }
    }
    coach.awaitText("Ada hears Cleo");
    for (String words : List.of("Cleo hears Ada", "direct", "connected", "Session ends in")) {
      coach.awaitText(words);
    }
    assertEquals(
        service.origin() + "/room/" + room.roomId() + "/debug", coach.driver().getCurrentUrl());
    gallery.inspect(coach, "debug");
    coach.driver().close();
    coach.driver().switchTo().window(call);
  }
}
