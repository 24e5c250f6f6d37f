package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.MediaProbe.Step;
import coach.hybrid.rooms.e2e.network.Restriction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Calls that begin behind a firewall, which is lifted once they stand. */
final class NetsAtStart {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(40);
  private static final Duration BACK_LIMIT = Duration.ofSeconds(90);
  private static final int ROUNDS = Integer.getInteger("nets.rounds", 3);
  private static final int CONNECT_GOAL_MILLIS = 2_000;
  private static final int HTTP_MEDIA_GOAL_MILLIS = 6_000;

  private final NetworkStage stage;
  private final NetsReport report;

  NetsAtStart(NetworkStage stage, NetsReport report) {
    this.stage = stage;
    this.report = report;
  }

  void play() throws IOException, InterruptedException {
    report.section("At the start of a call");
    for (Restriction restriction : NetsInTheMiddle.RESTRICTIONS) {
      for (int i = 0; i < ROUNDS; i++) {
        play(restriction);
      }
    }
  }

  private void play(Restriction restriction) throws IOException, InterruptedException {
    stage.newRoom();
    stage.networks().restrict(restriction);
    double calledAt = stage.call();
    try {
      stage.awaitMedia(MEDIA_LIMIT);
      stage.awaitAlive(MEDIA_LIMIT);
      Await.until(
          () -> "every path's name; they are " + NetsInTheMiddle.paths(stage),
          MEDIA_LIMIT,
          () -> stage.hearings().stream().noneMatch(hearing -> hearing.path().equals("none")));
    } catch (AssertionError e) {
      report.that(false, restriction.words() + " at the start: " + e.getMessage());
      report.row(
          "network",
          restriction.words(),
          "path",
          "none",
          "connected",
          "-",
          "media",
          "-",
          "back to",
          "-");
      return;
    }
    String path = NetsInTheMiddle.paths(stage);
    double media =
        stage.hearings().stream().mapToDouble(Hearing::mediaAt).max().orElse(0) - calledAt;
    OptionalDouble connected = connectedAt();
    String back = restriction == Restriction.OPEN ? "" : back();
    report.row(
        "network",
        restriction.words(),
        "path",
        path,
        "connected",
        connected.isPresent() ? seconds(connected.getAsDouble() - calledAt) : "-",
        "media",
        seconds(media),
        "back to",
        back);
    boolean http = restriction == Restriction.ONLY_HTTP;
    report.that(
        http || connected.orElse(Double.MAX_VALUE) - calledAt < CONNECT_GOAL_MILLIS,
        restriction.words() + " at the start: not connected within 2 s");
    report.that(
        !http || media < HTTP_MEDIA_GOAL_MILLIS,
        restriction.words() + " at the start: no media within 6 s");
  }

  /** When the last of both ends had a connection; empty while one has none. */
  private OptionalDouble connectedAt() {
    double last = 0;
    for (Hearing hearing : stage.hearings()) {
      OptionalDouble first =
          hearing.reading().states().stream()
              .flatMap(List::stream)
              .filter(step -> step.what().equals("connected"))
              .mapToDouble(Step::at)
              .min();
      if (first.isEmpty()) {
        return first;
      }
      last = Math.max(last, first.getAsDouble());
    }
    return OptionalDouble.of(last);
  }

  private String back() throws IOException, InterruptedException {
    double liftedAt = System.currentTimeMillis();
    stage.networks().restrict(Restriction.OPEN);
    return NetsInTheMiddle.awaitBest(stage, liftedAt, BACK_LIMIT);
  }

  static String seconds(double millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1_000);
  }
}
