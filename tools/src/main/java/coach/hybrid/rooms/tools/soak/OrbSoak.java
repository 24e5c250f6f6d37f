package coach.hybrid.rooms.tools.soak;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * {@code ./rooms orb-soak [minutes] [rooms]}: rooms with an orb each and two native people who talk
 * in turns, for a long time; every process is looked at twice a minute. Ends with 1 if memory or
 * threads grow, a link falls silent, or an orb outlives its room.
 */
public final class OrbSoak {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
  private static final Duration CONNECT_LIMIT = Duration.ofMinutes(4);
  private static final Duration GONE_LIMIT = Duration.ofSeconds(30);
  private static final Duration SPARE_LIFE = Duration.ofMinutes(30);
  private static final double NANOS_PER_MINUTE = 60e9;
  private static final long POLL_MILLIS = 500;

  private final int minutes;
  private final int count;
  private final Path folder;
  private final Duration life;
  private final SoakLedger ledger;
  private final OrbHomes homes;
  private final Speech speech = Speech.synthesized();
  private final HumansEngine engine = new HumansEngine(speech);
  private final HttpClient http = HttpClient.newHttpClient();
  private final MainApp mainApp;
  private final ScheduledExecutorService people =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("soak-people").daemon().factory());
  private final List<SoakRoom> rooms = new ArrayList<>();

  private OrbSoak(Path launcher, int minutes, int count) throws IOException, InterruptedException {
    this.minutes = minutes;
    this.count = count;
    folder = launcher.toAbsolutePath().resolveSibling("tools/target/soak");
    Files.createDirectories(folder);
    ledger = new SoakLedger(folder, minutes);
    life = Duration.ofMinutes(minutes).plus(SPARE_LIFE);
    homes = new OrbHomes(launcher, folder, count, life);
    Runtime.getRuntime().addShutdownHook(new Thread(homes::close, "soak-stop"));
    mainApp = new MainApp(homes.origin(), OrbHomes.API_KEY, OrbHomes.JWT_SECRET);
  }

  /**
   * Runs the soak.
   *
   * @param args the launcher, then optionally minutes and rooms
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 1) {
      System.err.println("orb-soak: started by ./rooms orb-soak [minutes] [rooms]");
      System.exit(2);
    }
    int minutes = args.length > 1 ? Integer.parseInt(args[1]) : 30;
    int rooms = args.length > 2 ? Integer.parseInt(args[2]) : 8;
    OrbSoak soak = new OrbSoak(Path.of(args[0]), minutes, rooms);
    boolean flat = false;
    try {
      flat = soak.run();
    } catch (IOException | RuntimeException e) {
      System.out.println("FAILED: " + e);
    }
    soak.homes.close();
    System.out.flush();
    // Native threads may hold the process up, or come in while it goes.
    Runtime.getRuntime().halt(flat ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    System.out.printf("%d rooms for %d minutes, logs in %s%n", count, minutes, folder);
    boolean full = fill();
    if (full) {
      for (int i = 0; i < rooms.size(); i++) {
        rooms.get(i).talkAfter((long) i * SoakRoom.CYCLE_MILLIS / rooms.size());
      }
      soak();
    } else {
      ledger.fault("not every link came up");
    }
    ledger.orphans(end());
    System.out.println(ledger.report());
    System.out.println(ledger.verdict());
    return ledger.passed();
  }

  /** One room after the other, each when the links of the one before are up. */
  private boolean fill() throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      SoakRoom room =
          new SoakRoom(mainApp, homes.origin(), http, engine, people, life, ledger::fault);
      rooms.add(room);
      long limit = System.nanoTime() + CONNECT_LIMIT.toNanos();
      while (!room.up()) {
        if (System.nanoTime() > limit) {
          return false;
        }
        Thread.sleep(POLL_MILLIS);
      }
    }
    return true;
  }

  private void soak() throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + Duration.ofMinutes(minutes).toNanos();
    boolean warm = false;
    for (long next = start; next <= end; next += LOOK_EVERY.toNanos()) {
      Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
      if (!warm && next - start >= ledger.warmUpMinutes() * NANOS_PER_MINUTE) {
        warm = true;
        ledger.live(processes()); // Before the look, as asking costs each a thread.
        next = Math.max(next, System.nanoTime());
      }
      double minute = (System.nanoTime() - start) / NANOS_PER_MINUTE;
      ledger.look(minute, processes(), figures(), turns(), captions());
    }
    ledger.live(processes());
  }

  private Map<String, Long> processes() throws IOException {
    Map<String, Long> ids = new LinkedHashMap<>();
    ids.put("service", homes.serviceId());
    ids.put("manager", homes.managerId());
    for (int i = 0; i < rooms.size(); i++) {
      Long orb = OrbHomes.orbOf(rooms.get(i).roomId());
      if (orb != null) {
        ids.put("orb " + (i + 1), orb);
      }
    }
    ids.put(SoakLedger.PEOPLE, ProcessHandle.current().pid());
    return ids;
  }

  private Map<String, LinkFigures> figures() throws InterruptedException {
    Map<String, LinkFigures> all = new LinkedHashMap<>();
    for (int i = 0; i < rooms.size(); i++) {
      String room = "room " + (i + 1) + " ";
      rooms.get(i).figures().forEach((end, figures) -> all.put(room + end, figures));
    }
    return all;
  }

  private int[] turns() {
    return rooms.stream().mapToInt(SoakRoom::orbTurns).toArray();
  }

  private int captions() {
    return rooms.stream().mapToInt(SoakRoom::captions).sum();
  }

  /** Ends all rooms and everything; how many orbs did not go. */
  private int end() throws IOException, InterruptedException {
    for (SoakRoom room : rooms) {
      room.end();
    }
    int left = rooms.size();
    long limit = System.nanoTime() + GONE_LIMIT.toNanos();
    while (left > 0 && System.nanoTime() < limit) {
      Thread.sleep(POLL_MILLIS);
      left = 0;
      for (SoakRoom room : rooms) {
        left += OrbHomes.orbOf(room.roomId()) == null ? 0 : 1;
      }
    }
    CompletableFuture.runAsync(
            () -> {
              rooms.forEach(SoakRoom::close);
              engine.close();
            },
            people)
        .join();
    people.shutdown();
    mainApp.close();
    http.close();
    return left;
  }
}
