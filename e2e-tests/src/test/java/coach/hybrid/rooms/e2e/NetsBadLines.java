package coach.hybrid.rooms.e2e;

import static coach.hybrid.rooms.e2e.NetsAtStart.seconds;

import coach.hybrid.rooms.e2e.MediaProbe.Counts;
import coach.hybrid.rooms.e2e.MediaProbe.Step;
import coach.hybrid.rooms.e2e.MediaProbe.Tile;
import coach.hybrid.rooms.e2e.network.BadLine;
import coach.hybrid.rooms.e2e.network.BadLine.Truth;
import coach.hybrid.rooms.e2e.network.Host;
import coach.hybrid.rooms.e2e.network.LineQuality;
import coach.hybrid.rooms.e2e.network.Restriction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Calls whose client sits behind a line that loses, delays or narrows. */
final class NetsBadLines {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(30);
  private static final long CALL_MILLIS = 40_000;

  /** Of the samples played; more than that is hard to follow. */
  private static final double CONCEALED_GOAL_PERCENT = 15;

  // What the page's sign has to say is what people see and hear; in between it may say either. Loss
  // on a relayed link is TCP's to repair.
  private static final double BAD_CONCEALED_PERCENT = 5;
  private static final double BAD_LOSS_PERCENT = 10;
  private static final double BAD_STILL_MILLIS = 4_000;
  private static final double FINE_CONCEALED_PERCENT = 1;
  private static final double FINE_LOSS_PERCENT = 6;
  private static final double FINE_STILL_MILLIS = 500;

  private static final List<LineQuality> LINES =
      List.of(
          LineQuality.delay(0),
          LineQuality.delay(100).withLoss(5),
          LineQuality.loss(15),
          LineQuality.rate(300));

  private final NetworkStage stage;
  private final NetsReport report;

  NetsBadLines(NetworkStage stage, NetsReport report) {
    this.stage = stage;
    this.report = report;
  }

  void play() throws IOException, InterruptedException {
    report.section("Lines that lose, delay and narrow, each way, " + CALL_MILLIS / 1_000 + " s");
    for (Restriction restriction : List.of(Restriction.OPEN, Restriction.ONLY_HTTP)) {
      for (LineQuality quality : LINES) {
        play(restriction, quality);
      }
    }
  }

  private void play(Restriction restriction, LineQuality quality)
      throws IOException, InterruptedException {
    stage.newRoom();
    stage.networks().restrict(restriction);
    stage.call();
    stage.awaitMedia(MEDIA_LIMIT);
    BadLine line = stage.networks().worsen(Host.CLIENT, quality);
    double worsenedAt = System.currentTimeMillis();
    List<Hearing> hearings = stage.hearings();
    List<Tile> before = hearings.stream().map(hearing -> hearing.tile().orElseThrow()).toList();
    Thread.sleep(CALL_MILLIS);
    Truth truth = line.truth();
    for (int i = 0; i < hearings.size(); i++) {
      judge(quality, hearings.get(i), before.get(i), worsenedAt, truth);
    }
    boolean there =
        stage.coach().has("button", "Leave")
            && stage.client().has("button", "Leave")
            && stage.coach().remoteTiles().equals(List.of(NetworkStage.CLIENT))
            && stage.client().remoteTiles().equals(List.of(NetworkStage.COACH));
    report.that(there, quality.words() + ": somebody was thrown out");
  }

  private void judge(
      LineQuality quality, Hearing hearing, Tile before, double worsenedAt, Truth truth) {
    double now = System.currentTimeMillis();
    Tile after = hearing.tile().orElseThrow();
    Counts from = before.counts();
    Counts to = after.counts();
    boolean counted = from != null && to != null && from.path().equals(to.path());
    double concealed =
        counted
            ? 100 * (to.concealed() - from.concealed()) / Math.max(1, to.samples() - from.samples())
            : reportedConcealment(hearing, worsenedAt);
    long frames = counted ? to.frames() - from.frames() : -1;
    BadLine.Traffic way = hearing.at() == stage.client() ? truth.down() : truth.up();
    String words = words(hearing, worsenedAt);
    double still = hearing.longestFrameGap(worsenedAt, now);
    report.row(
        "line",
        quality.words(),
        "who",
        hearing.words(),
        "path",
        hearing.path(),
        "really lost",
        number(way.lossPercent()) + " %",
        "concealed",
        number(concealed) + " %",
        "round trip",
        counted ? to.roundTripMillis() + " ms" : "-",
        "pictures a second",
        counted ? number(frames * 1_000.0 / (now - worsenedAt)) : "-",
        "width",
        counted ? Integer.toString(to.width()) : "-",
        "without sound",
        seconds(hearing.longestSoundGap(worsenedAt, now)),
        "without a picture",
        seconds(still),
        "the page said",
        words);
    report.that(
        concealed < CONCEALED_GOAL_PERCENT,
        quality.words() + ", " + hearing.words() + ": concealed " + number(concealed) + " %");
    boolean relayed = hearing.path().equals("relay");
    boolean bad =
        concealed >= BAD_CONCEALED_PERCENT
            || still >= BAD_STILL_MILLIS
            || (!relayed && way.lossPercent() >= BAD_LOSS_PERCENT);
    boolean fine =
        concealed < FINE_CONCEALED_PERCENT
            && still < FINE_STILL_MILLIS
            && (relayed || way.lossPercent() < FINE_LOSS_PERCENT);
    boolean complains = words.contains("poor") || words.contains("Picture paused");
    report.that(
        !(bad && !complains) && !(fine && complains),
        quality.words() + ", " + hearing.words() + ": the page said " + words);
    report.that(hearing.isAlive(3_000), quality.words() + ", " + hearing.words() + ": no media");
  }

  /** By the page's own reports, where no peer connection counts. */
  private static double reportedConcealment(Hearing hearing, double since) {
    return hearing.reading().reports().stream()
            .filter(report -> report.at() > since + 5_000)
            .mapToInt(MediaProbe.Report::concealedPermille)
            .average()
            .orElse(Double.NaN)
        / 10;
  }

  private static String words(Hearing hearing, double since) {
    List<Step> steps = hearing.reading().words();
    return steps.stream()
        .filter(step -> step.at() > since || step.equals(steps.getLast()))
        .map(Step::what)
        .distinct()
        .collect(Collectors.joining(" → "));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
