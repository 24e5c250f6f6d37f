package coach.hybrid.rooms.e2e;

import static coach.hybrid.rooms.e2e.NetsAtStart.seconds;

import coach.hybrid.rooms.e2e.MediaProbe.Reading;
import coach.hybrid.rooms.e2e.network.Host;
import coach.hybrid.rooms.e2e.network.Restriction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything breaks by turns under one call of three, for as long as asked for. */
final class NetsChaos {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(60);
  private static final Duration ALIVE_LIMIT = Duration.ofSeconds(60);
  private static final long REST_MILLIS = 12_000;
  private static final int GAP_GOAL_MILLIS = 5_000;
  private static final int FLAPS = 4;
  private static final long FLAP_MILLIS = 5_000;

  /** Something that breaks, and is mended again before it ends. */
  private interface Blow {
    void fall() throws IOException, InterruptedException;
  }

  /**
   * One scenario.
   *
   * @param cutsTheOrb the orb loses more than a path by it, so that its gap is no fault
   */
  private record Scenario(String words, boolean cutsTheOrb, Blow blow) {}

  private final NetworkStage stage;
  private final NetsReport report;
  private boolean moved;

  NetsChaos(NetworkStage stage, NetsReport report) {
    this.stage = stage;
    this.report = report;
  }

  private List<Scenario> scenarios() {
    return List.of(
        new Scenario("the client's socket cut, three times", false, this::cutSockets),
        new Scenario("kill -9 of the service, back after 3 s", true, this::killService),
        new Scenario("coturn killed under relayed links, back after 12 s", false, this::killCoturn),
        new Scenario("the client's address changed", false, this::moveClient),
        new Scenario("UDP gone and back every 5 s, " + FLAPS + " times", false, this::flapUdp),
        new Scenario("the orb cut off for 8 s", true, this::cutOrb));
  }

  void play(Duration length) throws IOException, InterruptedException {
    report.section("Chaos under a call of three, " + length.toSeconds() + " s");
    stage.newRoom();
    stage.call();
    stage.awaitMedia(MEDIA_LIMIT);
    long began = System.nanoTime();
    List<Scenario> scenarios = scenarios();
    for (int i = 0; System.nanoTime() - began < length.toNanos(); i++) {
      play(scenarios.get(i % scenarios.size()));
    }
    judgeTheEnd();
  }

  private void play(Scenario scenario) throws IOException, InterruptedException {
    double from = System.currentTimeMillis();
    scenario.blow().fall();
    String alive = "yes";
    try {
      stage.awaitAlive(ALIVE_LIMIT);
    } catch (AssertionError e) {
      alive = "no";
      report.that(false, scenario.words() + ": " + e.getMessage());
    }
    double back = System.currentTimeMillis();
    Thread.sleep(REST_MILLIS);
    double to = System.currentTimeMillis();
    List<String> cells =
        new ArrayList<>(List.of("scenario", scenario.words(), "alive", alive, "after"));
    cells.add(seconds(back - from));
    for (Hearing hearing : stage.hearings()) {
      double gap = hearing.longestGap(from, to);
      cells.addAll(List.of("gap: " + hearing.words(), seconds(gap)));
      report.that(
          gap < GAP_GOAL_MILLIS || (scenario.cutsTheOrb() && !hearing.speaks()),
          scenario.words() + ", " + hearing.words() + ": a gap of " + seconds(gap));
    }
    cells.addAll(List.of("paths", NetsInTheMiddle.paths(stage)));
    report.row(cells.toArray(String[]::new));
  }

  // --- what breaks ------------------------------------------------------------------------------

  private void cutSockets() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      CallProbe.dropSocket(stage.client().driver());
      Thread.sleep(3_000);
    }
  }

  private void killService() throws IOException, InterruptedException {
    stage.service().kill();
    Thread.sleep(3_000);
    stage.service().restart();
  }

  private void killCoturn() throws IOException, InterruptedException {
    stage.networks().restrict(Restriction.NO_PEER_UDP);
    Thread.sleep(10_000);
    stage.coturn().kill();
    Thread.sleep(12_000);
    stage.coturn().restart();
    Thread.sleep(3_000);
    stage.networks().restrict(Restriction.OPEN);
  }

  private void moveClient() throws IOException, InterruptedException {
    stage.networks().changeAddress(Host.CLIENT, moved);
    moved = !moved;
  }

  private void flapUdp() throws IOException, InterruptedException {
    for (int i = 0; i < FLAPS; i++) {
      stage.networks().restrict(Restriction.NO_UDP);
      Thread.sleep(FLAP_MILLIS);
      stage.networks().restrict(Restriction.OPEN);
      Thread.sleep(FLAP_MILLIS);
    }
  }

  private void cutOrb() throws IOException, InterruptedException {
    stage.networks().restrict(Restriction.CUT, Host.ORB);
    Thread.sleep(8_000);
    stage.networks().restrict(Restriction.OPEN, Host.ORB);
  }

  // --- what must be so at the end ---------------------------------------------------------------

  private void judgeTheEnd() throws IOException {
    judgePage("coach", stage.coach(), NetworkStage.CLIENT);
    judgePage("client", stage.client(), NetworkStage.COACH);
    Path process = Path.of("/proc", Long.toString(stage.service().process().pid()));
    String memory =
        Files.readAllLines(process.resolve("status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .map(line -> line.replaceFirst("VmRSS:\\s*", ""))
            .collect(Collectors.joining());
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      System.out.println("the service: " + files.count() + " open files, " + memory);
    }
  }

  private void judgePage(String who, Participant person, String other) {
    List<String> tiles = person.remoteTiles().stream().sorted().toList();
    List<String> expected = Stream.of(other, NetworkStage.ORB).sorted().toList();
    report.that(tiles.equals(expected), "at the end the " + who + " sees " + tiles);
    Reading reading = MediaProbe.read(person.driver());
    report.that(
        reading.openLinks() == 2, who + "'s page has " + reading.openLinks() + " connections open");
    report.that(
        reading.openSockets() == 1, who + "'s page has " + reading.openSockets() + " sockets open");
    report.that(
        reading.openRelays() <= 1, who + "'s page has " + reading.openRelays() + " relays open");
  }
}
