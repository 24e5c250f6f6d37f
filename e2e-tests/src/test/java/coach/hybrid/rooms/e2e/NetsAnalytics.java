package coach.hybrid.rooms.e2e;

import static coach.hybrid.rooms.e2e.NetsBadLines.number;

import coach.hybrid.rooms.e2e.network.BadLine;
import coach.hybrid.rooms.e2e.network.BadLine.Truth;
import coach.hybrid.rooms.e2e.network.Host;
import coach.hybrid.rooms.e2e.network.LineQuality;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Calls on lines whose delay, loss and rate are known, and what the service says they were. The
 * truth is what the line itself counts: how long its packets took, which it dropped, what passed.
 */
final class NetsAnalytics {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(30);
  private static final int CALL_SECONDS = 90;

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
    List<Sample> samples = new ArrayList<>(List.of(Sample.of(line)));
    stage.awaitMedia(MEDIA_LIMIT);
    for (int i = 0; i < CALL_SECONDS; i++) {
      Thread.sleep(1_000);
      samples.add(Sample.of(line));
    }
    Truth truth = samples.getLast().truth().since(samples.getFirst().truth());
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
    JsonObject history = metrics.getAsJsonObject("history");
    Known byCoach = Known.of(history.getAsJsonObject("coach"), samples);
    Known byClient = Known.of(history.getAsJsonObject("client"), samples);
    double seconds = byCoach.seconds + byClient.seconds;
    // What the client's line takes in, the coach has sent.
    double sent = byCoach.truth.down().payloadOffered() + byClient.truth.up().payloadOffered();
    double received = byCoach.truth.up().payload() + byClient.truth.down().payload();
    compare("average upload, bit/s", 8 * sent / seconds, bandwidth.get("averageUpload"));
    compare("average download, bit/s", 8 * received / seconds, bandwidth.get("averageDownload"));
  }

  /** What the line had counted at a moment. */
  private record Sample(long atMillis, Truth truth) {
    static Sample of(BadLine line) throws IOException {
      return new Sample(System.currentTimeMillis(), line.truth());
    }

    static Sample nearest(List<Sample> samples, long atMillis) {
      return samples.stream()
          .min(Comparator.comparingLong(sample -> Math.abs(sample.atMillis - atMillis)))
          .orElseThrow();
    }
  }

  /** What was true in the time that somebody has reported about, which ends before the call. */
  private record Known(Truth truth, double seconds) {
    static Known of(JsonObject history, List<Sample> samples) {
      long begin = Instant.parse(history.get("begin").getAsString()).toEpochMilli();
      JsonArray until = history.getAsJsonArray("seconds");
      long end = begin + 1_000L * until.get(until.size() - 1).getAsInt();
      Truth truth =
          Sample.nearest(samples, end).truth().since(Sample.nearest(samples, begin).truth());
      return new Known(truth, (end - begin) / 1_000.0);
    }
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
