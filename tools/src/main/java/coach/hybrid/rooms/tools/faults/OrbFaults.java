package coach.hybrid.rooms.tools.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * {@code ./rooms orb-faults [case…]}: breaks whatever an orb depends on, against the real service,
 * the reference manager and reference orbs, while two people go on calling. Ends with 1 if anything
 * was not as it must be.
 */
public final class OrbFaults {
  /** So many cases at once; a machine of two cores has no more to give. */
  static final int PLACES = 2;

  private final Path launcher;
  private final Path work;
  private final Control control;

  /** Of the cases under way, to be cleared when somebody has had enough. */
  private final Set<Stage> stages = ConcurrentHashMap.newKeySet();

  private final Semaphore places = new Semaphore(PLACES, true);
  private int failed;
  private int orphans;
  private long longestGapMillis;

  private OrbFaults(Path launcher, Path work, Control control) {
    this.launcher = launcher;
    this.work = work;
    this.control = control;
  }

  /** The long ones first. */
  private static List<FaultCase> all() {
    return Stream.of(
            NetworkFaults.all(),
            ManagerFaults.all(),
            OrbDeaths.all(),
            ServiceFaults.all(),
            CapacityFaults.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Plays the matrix.
   *
   * @param args the launcher, then names of cases; none for all of them
   */
  public static void main(String[] args) throws Exception {
    List<String> wanted = List.of(args).subList(Math.min(1, args.length), args.length);
    List<String> known = all().stream().map(FaultCase::name).toList();
    if (args.length < 1 || !known.containsAll(wanted)) {
      System.err.println("orb-faults: ./rooms orb-faults [case…], of " + known);
      System.exit(2);
    }
    Path work = Files.createTempDirectory("rooms-orb-faults");
    System.out.println("logs in " + work);
    Path launcher = Path.of(args[0]).toAbsolutePath();
    Control control = Control.start(launcher, work.resolve("control"));
    OrbFaults faults = new OrbFaults(launcher, work, control);
    Runtime.getRuntime().addShutdownHook(new Thread(faults::clear, "orb-faults-stop"));
    List<FaultCase> cases =
        all().stream().filter(c -> wanted.isEmpty() || wanted.contains(c.name())).toList();
    System.exit(faults.play(cases) ? 0 : 1);
  }

  private void clear() {
    try {
      control.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Stage stage : stages) {
      try {
        stage.clear();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean play(List<FaultCase> cases) throws InterruptedException {
    long began = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (FaultCase fault : cases) {
      places.acquire(fault.weight());
      threads.add(
          Thread.ofPlatform()
              .name(fault.name())
              .start(() -> {
                try {
                  play(fault);
                } finally {
                  places.release(fault.weight());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf(
        "%d cases, %d failed, longest gap in a call %d ms, %d orphans, %d s%n",
        cases.size(), failed, longestGapMillis, orphans, took.toSeconds());
    return failed == 0;
  }

  private void play(FaultCase fault) {
    Verdict verdict = new Verdict(control);
    long began = System.nanoTime();
    try {
      Stage stage = new Stage(launcher, work.resolve(fault.name()));
      stages.add(stage);
      try {
        fault.play().on(stage, verdict);
        Curtain.fall(stage, verdict);
      } finally {
        stages.remove(stage);
        stage.clear();
      }
    } catch (Exception e) {
      verdict.that(false, "broke off: " + e);
    }
    report(fault, verdict, Duration.ofNanos(System.nanoTime() - began));
  }

  private synchronized void report(FaultCase fault, Verdict verdict, Duration took) {
    boolean ok = verdict.faults().isEmpty();
    failed += ok ? 0 : 1;
    orphans += verdict.orphans();
    longestGapMillis = Math.max(longestGapMillis, verdict.longestGapMillis());
    System.out.printf(
        "%-18s %-6s %3d s  gap %4d ms (control %4d)  orphans %d  %s%n",
        fault.name(),
        ok ? "ok" : "FAILED",
        took.toSeconds(),
        verdict.longestGapMillis(),
        verdict.controlGapMillis(),
        verdict.orphans(),
        String.join("; ", verdict.notes()));
    verdict.faults().forEach(wrong -> System.out.println("    WRONG " + wrong));
  }
}
