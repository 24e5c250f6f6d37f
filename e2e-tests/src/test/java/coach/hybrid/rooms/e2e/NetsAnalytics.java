package coach.hybrid.rooms.e2e;

import static coach.hybrid.rooms.e2e.NetsBadLines.number;

import coach.hybrid.rooms.e2e.network.BadLine;
import coach.hybrid.rooms.e2e.network.BadLine.Truth;
import coach.hybrid.rooms.e2e.network.Host;
import coach.hybrid.rooms.e2e.network.LineQuality;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Calls on lines whose delay, loss and rate are known, and what the service says they were. The
 * truth is what the line itself counts: how long its packets took, which it dropped, what passed.
 */
final class NetsAnalytics {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(30);
  private static final long CALL_MILLIS = 90_000;

  /** One that is never full, and one that is always. */
  private static final List<LineQuality> LINES =
      List.of(LineQuality.delay(60).withLoss(4), LineQuality.delay(60).withLoss(4).withRate(1_000));

  private static final double TOLERANCE = 0.2;

  private final NetworkStage stage;
  private final NetsReport report;

  NetsAnalytics(NetworkStage stage, NetsReport report) {
    this.stage = stage;
    this.report = report;
  }

  void play() throws IOException, InterruptedException {
    for (LineQuality line : LINES) {
      play(line);
    }
  }

  private void play(LineQuality quality) throws IOException, InterruptedException {
    report.section("Analytics of a call on a known line (" + quality.words() + ")");
    stage.newRoom();
    BadLine line = stage.networks().worsen(Host.CLIENT, quality);
    stage.call();
    Truth before = line.truth();
    long begun = System.nanoTime();
    stage.awaitMedia(MEDIA_LIMIT);
    Thread.sleep(CALL_MILLIS);
    Truth truth = line.truth().since(before);
    double seconds = (System.nanoTime() - begun) / 1e9;
    JsonObject metrics =
        stage
            .service()
            .api("/api/rooms/" + stage.order().roomId() + "/analytics")
            .getAsJsonObject("metrics");
    JsonObject people = metrics.getAsJsonObject("connectionQuality");
    JsonObject coach = people.getAsJsonObject("coach");
    JsonObject client = people.getAsJsonObject("client");
    compare("coach's round trip, ms", truth.roundTripMillis(), coach.get("averageRTT"));
    compare("client's round trip, ms", truth.roundTripMillis(), client.get("averageRTT"));
    compare("coach's loss, %", truth.up().lossPercent(), coach.get("packetLoss"));
    compare("client's loss, %", truth.down().lossPercent(), client.get("packetLoss"));
    JsonObject bandwidth = metrics.getAsJsonObject("bandwidth");
    // The average of both people: each sends what the other's download is, but for what is lost.
    double sent = rate(truth.up().payloadOffered() + truth.down().payloadOffered(), seconds);
    double received = rate(truth.up().payload() + truth.down().payload(), seconds);
    compare("average upload, bit/s", sent, bandwidth.get("averageUpload"));
    compare("average download, bit/s", received, bandwidth.get("averageDownload"));
  }

  /** Of one of two people, in bit/s. */
  private static double rate(long octetsOfBoth, double seconds) {
    return octetsOfBoth * 4.0 / seconds;
  }

  private void compare(String what, double truth, JsonElement said) {
    boolean measured = said != null && !said.isJsonNull();
    double value = measured ? said.getAsDouble() : Double.NaN;
    double off = (value - truth) / truth;
    report.row(
        "what",
        what,
        "truth",
        number(truth),
        "the service",
        number(value),
        "off",
        number(100 * off) + " %");
    report.that(Math.abs(off) <= TOLERANCE, what + " is off by " + number(100 * off) + " %");
  }
}
