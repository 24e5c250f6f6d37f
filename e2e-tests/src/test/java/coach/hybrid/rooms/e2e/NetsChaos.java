package coach.hybrid.rooms.e2e;

import static coach.hybrid.rooms.e2e.NetsAtStart.seconds;

import coach.hybrid.rooms.e2e.network.Host;
import coach.hybrid.rooms.e2e.network.Restriction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything breaks by turns under one call of three, for as long as asked for. */
final class NetsChaos {
  private static final Duration MEDIA_LIMIT = Duration.ofSeconds(60);
  private static final Duration ALIVE_LIMIT = Duration.ofSeconds(60);
  private static final long REST_MILLIS = 12_000;
  private static final int GAP_GOAL_MILLIS = 5_000;
  private static final long WARM_UP_MILLIS = 20_000;

  // What is more at the end than in the first call is lost: code that ran, tables that grew once.
  private static final int RESIDENT_KILOBYTES = 100 * 1_024;
  private static final int HEAP_KILOBYTES = 8 * 1_024;
  private static final int SPARE = 12;
  private static final int NODES = 400;

  /** Those that could not be given back while UDP was cut live until their ten minutes are over. */
  private static final int MOST_ALLOCATIONS = 60;

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
    Thread.sleep(WARM_UP_MILLIS);
    Vitals warm = Vitals.of(stage);
    long began = System.nanoTime();
    List<Scenario> scenarios = scenarios();
    for (int i = 0; System.nanoTime() - began < length.toNanos(); i++) {
      play(scenarios.get(i % scenarios.size()));
    }
    judgeTheEnd(warm);
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
      cells.addAll(List.of("gap: " + hearing.words(), gaps(hearing, from, to)));
      report.that(
          gap < GAP_GOAL_MILLIS || (scenario.cutsTheOrb() && !hearing.speaks()),
          scenario.words() + ", " + hearing.words() + ": a gap of " + story(hearing, from, to));
    }
    cells.addAll(List.of("paths", NetsInTheMiddle.paths(stage)));
    judgePage(scenario, "coach", stage.coach(), NetworkStage.CLIENT);
    judgePage(scenario, "client", stage.client(), NetworkStage.COACH);
    report.row(cells.toArray(String[]::new));
  }

  /** Without sound, and without a picture; the assistant is mostly silent anyway. */
  private static String gaps(Hearing hearing, double from, double to) {
    String picture = seconds(hearing.longestFrameGap(from, to));
    return hearing.speaks()
        ? seconds(hearing.longestSoundGap(from, to)) + " / " + picture
        : picture;
  }

  /** The gaps, and what the page did meanwhile, in seconds since the scenario began. */
  private static String story(Hearing hearing, double from, double to) {
    StringBuilder story = new StringBuilder(gaps(hearing, from, to));
    MediaProbe.Reading reading = hearing.reading();
    reading
        .tile(hearing.from())
        .ifPresent(tile -> append(story, "by " + tile.name(), tile.paths(), from));
    reading.states().forEach(states -> append(story, "a connection", states, from));
    append(story, "words", reading.words(), from);
    return story.toString();
  }

  private static void append(
      StringBuilder story, String what, List<MediaProbe.Step> steps, double from) {
    List<MediaProbe.Step> later = steps.stream().filter(step -> step.at() > from).toList();
    if (!later.isEmpty()) {
      story.append("; ").append(what).append(':');
      later.forEach(step ->
          story.append(' ').append(step.what()).append(" +").append(seconds(step.at() - from)));
    }
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

  private void judgeTheEnd(Vitals warm) throws IOException, InterruptedException {
    report.section("What is held on to, before and after the chaos");
    Vitals end = Vitals.of(stage);
    List<String> people =
        Stream.of(NetworkStage.COACH, NetworkStage.CLIENT, NetworkStage.ORB).sorted().toList();
    report.that(end.seats().equals(people), "at the end there sit " + end.seats());
    compare("seats in the room", warm.seats().size(), end.seats().size(), people.size());
    compare("seats without a socket", warm.grace(), end.grace(), 0);
    report.that(
        end.heard() == warm.heard(),
        "at the end " + end.heard() + " directions are heard, " + warm.heard() + " before");
    compare("directions of links that are heard", warm.heard(), end.heard(), warm.heard());
    compare("relay sockets at the service", warm.relays(), end.relays(), people.size());
    compare("processes of orbs", warm.orbs(), end.orbs(), 1);
    report.that(end.orbs() == 1, "at the end there are " + end.orbs() + " orbs");
    compare("allocations of coturn", warm.allocations(), end.allocations(), MOST_ALLOCATIONS);
    compare(warm.service(), end.service());
    compare("coach's page", warm.coach(), end.coach());
    compare("client's page", warm.client(), end.client());
  }

  private void compare(Vitals.Footprint warm, Vitals.Footprint end) {
    compare(
        "service: resident, KB",
        warm.residentKilobytes(),
        end.residentKilobytes(),
        warm.residentKilobytes() + RESIDENT_KILOBYTES);
    compare(
        "service: heap, KB",
        warm.heapKilobytes(),
        end.heapKilobytes(),
        warm.heapKilobytes() + HEAP_KILOBYTES);
    compare("service: threads", warm.threads(), end.threads(), warm.threads() + SPARE);
    compare("service: open files", warm.files(), end.files(), warm.files() + SPARE);
  }

  private void compare(String page, Vitals.Page warm, Vitals.Page end) {
    compare(page + ": peer connections", warm.links(), end.links(), 2);
    compare(page + ": signalling sockets", warm.sockets(), end.sockets(), 1);
    compare(page + ": relay sockets", warm.relays(), end.relays(), 1);
    compare(
        page + ": heap, KB",
        warm.heapKilobytes(),
        end.heapKilobytes(),
        warm.heapKilobytes() + HEAP_KILOBYTES);
    compare(page + ": DOM nodes", warm.nodes(), end.nodes(), warm.nodes() + NODES);
    compare(
        page + ": event listeners",
        warm.eventListeners(),
        end.eventListeners(),
        warm.eventListeners() + NODES);
  }

  private void compare(String what, long warm, long end, long most) {
    report.row(
        "what",
        what,
        "in the first call",
        Long.toString(warm),
        "at the end",
        Long.toString(end),
        "at most",
        Long.toString(most));
    report.that(end <= most, what + ": " + end + " at the end, " + warm + " before");
  }

  /** Everybody has one tile, and nobody two. */
  private void judgePage(Scenario after, String who, Participant person, String other) {
    List<String> tiles = Vitals.tiles(person).stream().sorted().toList();
    List<String> expected = Stream.of(other, NetworkStage.ORB).sorted().toList();
    report.that(tiles.equals(expected), after.words() + ": then the " + who + " sees " + tiles);
  }
}
