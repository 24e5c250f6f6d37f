package coach.hybrid.rooms.e2e;

import static coach.hybrid.rooms.e2e.NetsBadLines.number;

import coach.hybrid.rooms.e2e.network.Restriction;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** From a picture's being taken to its being shown at the other end, directly and by the relay. */
final class NetsGlass {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(40);
  private static final long WARM_UP_MILLIS = 10_000;
  private static final long CALL_MILLIS = 30_000;
  private static final int LONGEST_MILLIS = 3_000;
  private static final int GOAL_MILLIS = 60;
  private static final List<CountingFilm> FILMS =
      List.of(new CountingFilm(320, 240, 15), new CountingFilm(640, 480, 24));

  /** A picture with this number was there. */
  private record Seen(int number, double at, int width) {}

  private final NetsReport report;

  NetsGlass(NetsReport report) {
    this.report = report;
  }

  void play() throws IOException, InterruptedException {
    report.section("Glass to glass");
    for (CountingFilm film : FILMS) {
      try (NetworkStage stage = NetworkStage.openWithCamera(film.filmed(Service.OUTPUT))) {
        play(stage, film, Restriction.OPEN);
        play(stage, film, Restriction.ONLY_HTTP);
      }
    }
  }

  private void play(NetworkStage stage, CountingFilm film, Restriction restriction)
      throws IOException, InterruptedException {
    stage.newRoom();
    stage.networks().restrict(restriction);
    stage.call();
    stage.awaitMedia(MEDIA_LIMIT);
    Thread.sleep(WARM_UP_MILLIS);
    String script;
    try (InputStream in = NetsGlass.class.getResourceAsStream("glass-probe.js")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    // Arrow functions see the script's own arguments.
    stage.coach().driver().executeScript(script, NetworkStage.CLIENT);
    stage.client().driver().executeScript(script, NetworkStage.COACH);
    Thread.sleep(CALL_MILLIS);
    List<Seen> taken = seen(stage.coach(), "own");
    List<Seen> shown = seen(stage.client(), "other");
    double[] delays =
        shown.stream()
            .flatMapToDouble(picture -> taken(taken, picture).stream())
            .sorted()
            .toArray();
    if (delays.length == 0) {
      report.that(false, film.words() + ": no picture could be read");
      return;
    }
    double median = OrbFigures.quantile(delays, 0.5);
    report.row(
        "film",
        film.words(),
        "path",
        NetsInTheMiddle.paths(stage),
        "pictures",
        Integer.toString(delays.length),
        "a second",
        number(shown.size() * 1_000.0 / CALL_MILLIS),
        "shown as wide as",
        Integer.toString(shown.getLast().width()),
        "median, ms",
        number(median),
        "p95, ms",
        number(OrbFigures.quantile(delays, 0.95)));
    report.that(
        restriction == Restriction.OPEN || median < GOAL_MILLIS,
        film.words() + " by the relay: " + number(median) + " ms");
  }

  /** How long before this picture was shown it was taken. */
  private static OptionalDouble taken(List<Seen> taken, Seen shown) {
    return taken.stream()
        .filter(candidate -> candidate.number() == shown.number())
        .mapToDouble(candidate -> shown.at() - candidate.at())
        .filter(delay -> delay >= 0 && delay < LONGEST_MILLIS)
        .min();
  }

  private static List<Seen> seen(Participant person, String where) {
    Object json =
        person.driver().executeScript("return JSON.stringify(window.glass." + where + ");");
    return List.of(new Gson().fromJson((String) json, Seen[].class));
  }
}
