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

/** A call on a line whose delay, loss and rate are known, and what the service says it was. */
final class NetsAnalytics {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(30);
  private static final long CALL_MILLIS = 90_000;
  private static final LineQuality LINE = LineQuality.delay(60).withLoss(4).withRate(1_000);
  private static final double TOLERANCE = 0.2;

  private final NetworkStage stage;
  private final NetsReport report;

  NetsAnalytics(NetworkStage stage, NetsReport report) {
    this.stage = stage;
    this.report = report;
  }

  void play() throws IOException, InterruptedException {
    report.section("Analytics of a call on a known line (" + LINE.words() + ")");
    stage.newRoom();
    BadLine line = stage.networks().worsen(Host.CLIENT, LINE);
    stage.call();
    stage.awaitMedia(MEDIA_LIMIT);
    Truth before = line.truth();
    Thread.sleep(CALL_MILLIS);
    Truth truth = line.truth().since(before);
    JsonObject metrics =
        stage
            .service()
            .api("/api/rooms/" + stage.order().roomId() + "/analytics")
            .getAsJsonObject("metrics");
    JsonObject quality = metrics.getAsJsonObject("connectionQuality");
    JsonObject coach = quality.getAsJsonObject("coach");
    JsonObject client = quality.getAsJsonObject("client");
    compare("coach's round trip, ms", 2.0 * LINE.delayMillis(), coach.get("averageRTT"));
    compare("client's round trip, ms", 2.0 * LINE.delayMillis(), client.get("averageRTT"));
    compare("coach's loss, %", truth.up().lossPercent(), coach.get("packetLoss"));
    compare("client's loss, %", truth.down().lossPercent(), client.get("packetLoss"));
    JsonObject bandwidth = metrics.getAsJsonObject("bandwidth");
    // The average of both people: each sends what the other's download is, but for what is lost.
    double sent = rate(truth.up().octetsOffered() + truth.down().octetsOffered()) / 2;
    double received = rate(truth.up().octets() + truth.down().octets()) / 2;
    compare("average upload, bit/s", sent, bandwidth.get("averageUpload"));
    compare("average download, bit/s", received, bandwidth.get("averageDownload"));
  }

  private static double rate(long octets) {
    return octets * 8_000.0 / CALL_MILLIS;
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
