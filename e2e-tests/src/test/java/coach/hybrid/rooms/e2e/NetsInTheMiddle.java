package coach.hybrid.rooms.e2e;

import static coach.hybrid.rooms.e2e.NetsAtStart.seconds;

import coach.hybrid.rooms.e2e.MediaProbe.Step;
import coach.hybrid.rooms.e2e.network.Restriction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls that stand when the firewall closes, and still stand when it opens again. */
final class NetsInTheMiddle {
  static final List<Restriction> RESTRICTIONS =
      List.of(
          Restriction.OPEN,
          Restriction.NO_PEER_UDP,
          Restriction.NO_UDP,
          Restriction.ONLY_WEB,
          Restriction.ONLY_HTTP);

  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(40);
  private static final Duration BACK_LIMIT = Duration.ofSeconds(90);
  private static final long SETTLED_MILLIS = 6_000;
  private static final int GAP_GOAL_MILLIS = 5_000;

  private final NetworkStage stage;
  private final NetsReport report;

  NetsInTheMiddle(NetworkStage stage, NetsReport report) {
    this.stage = stage;
    this.report = report;
  }

  void play() throws IOException, InterruptedException {
    report.section("In the middle of a call");
    for (Restriction restriction : RESTRICTIONS) {
      if (restriction != Restriction.OPEN) {
        play(restriction);
      }
    }
  }

  private void play(Restriction restriction) throws IOException, InterruptedException {
    stage.newRoom();
    stage.call();
    stage.awaitMedia(MEDIA_LIMIT);
    awaitBest(stage, 0, MEDIA_LIMIT);
    Thread.sleep(SETTLED_MILLIS);
    double closedAt = System.currentTimeMillis();
    stage.networks().restrict(restriction);
    try {
      Await.until(
          () -> "media another way; " + stage.describe(), MEDIA_LIMIT, () -> isElsewhere(closedAt));
      stage.awaitAlive(MEDIA_LIMIT);
    } catch (AssertionError e) {
      report.that(false, restriction.words() + " in the middle: " + e.getMessage());
    }
    Thread.sleep(SETTLED_MILLIS);
    String path = paths(stage);
    String words = words(closedAt);
    double now = System.currentTimeMillis();
    double sound = longest(hearing -> hearing.longestSoundGap(closedAt, now));
    double picture = longest(hearing -> hearing.longestFrameGap(closedAt, now));
    double liftedAt = System.currentTimeMillis();
    stage.networks().restrict(Restriction.OPEN);
    String back = awaitBest(stage, liftedAt, BACK_LIMIT);
    Thread.sleep(SETTLED_MILLIS);
    double end = System.currentTimeMillis();
    double gapBack = longest(hearing -> hearing.longestGap(liftedAt, end));
    report.row(
        "network",
        restriction.words(),
        "path",
        path,
        "without sound",
        seconds(sound),
        "without a picture",
        seconds(picture),
        "back to",
        back,
        "gap then",
        seconds(gapBack),
        "the page said",
        words);
    report.that(
        Math.max(sound, picture) < GAP_GOAL_MILLIS,
        restriction.words() + ": a gap of " + seconds(Math.max(sound, picture)));
    report.that(gapBack < 1_000, restriction.words() + ", back: a gap of " + seconds(gapBack));
  }

  private boolean isElsewhere(double since) {
    return stage.hearings().stream()
        .allMatch(hearing ->
            hearing
                .tile()
                .filter(tile -> !tile.path().equals("direct"))
                .filter(tile -> tile.paths().getLast().at() > since)
                .isPresent());
  }

  private double longest(ToDoubleFunction<Hearing> gap) {
    return stage.hearings().stream().mapToDouble(gap).max().orElse(0);
  }

  private String words(double since) {
    return stage.hearings().stream()
        .flatMap(hearing -> hearing.reading().words().stream())
        .filter(step -> step.at() > since)
        .map(Step::what)
        .distinct()
        .collect(Collectors.joining(" → "));
  }

  /** The ways media comes now, each end's. */
  static String paths(NetworkStage stage) {
    List<String> paths = stage.hearings().stream().map(Hearing::path).distinct().toList();
    return String.join(" / ", paths);
  }

  /** Until media comes directly both ways; says how long that took after this moment. */
  static String awaitBest(NetworkStage stage, double since, Duration limit) {
    try {
      Await.until(
          () -> "the best path",
          limit,
          () -> stage.hearings().stream().allMatch(hearing -> hearing.path().equals("direct")));
    } catch (AssertionError e) {
      return paths(stage) + " after " + limit.toSeconds() + " s";
    }
    double last =
        stage.hearings().stream()
            .flatMap(hearing -> hearing.tile().stream())
            .flatMap(tile -> tile.came(Stream.of("direct"), since).stream())
            .mapToDouble(Step::at)
            .max()
            .orElse(since);
    return "direct in " + seconds(last - since);
  }
}
