package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.network.Networks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./rooms nets [PART…]}: calls on real networks that block, lose, delay, narrow and break
 * things, with tables of what happened to them. Parts are start, middle, lines, analytics, glass
 * and chaos. Ends with 1 if anything was not as it must be.
 */
public final class Nets {
  private static final List<String> PARTS =
      List.of("start", "middle", "lines", "analytics", "glass", "chaos");

  /** Those that open stages of their own. */
  private static final List<String> APART = List.of("glass", "chaos");

  private static final int MISUSED = 2;
  private static final Duration CHAOS =
      Duration.ofSeconds(Integer.getInteger("chaos.seconds", 600));

  private final NetsReport report = new NetsReport();

  private Nets() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> parts = args.length == 0 ? PARTS : List.of(args);
    if (!PARTS.containsAll(parts)) {
      System.err.println("nets: ./rooms nets [PART…], of " + PARTS);
      System.exit(MISUSED);
    }
    Optional<String> whyNot = Networks.whyNot();
    if (whyNot.isPresent()) {
      System.err.println("nets: " + whyNot.get());
      System.exit(MISUSED);
    }
    String machine = OrbFigures.machine();
    Nets nets = new Nets();
    try {
      nets.play(parts);
    } catch (RuntimeException | AssertionError e) {
      e.printStackTrace();
      nets.report.that(false, "it did not come to its end: " + e.getMessage());
    } finally {
      nets.report.write(Service.OUTPUT, machine);
    }
    // Selenium's threads need not be waited for.
    System.exit(nets.report.isGood() ? 0 : 1);
  }

  private void play(List<String> parts) throws IOException, InterruptedException {
    if (!APART.containsAll(parts)) {
      try (NetworkStage stage = NetworkStage.open()) {
        if (parts.contains("start")) {
          new NetsAtStart(stage, report).play();
        }
        if (parts.contains("middle")) {
          new NetsInTheMiddle(stage, report).play();
        }
        if (parts.contains("lines")) {
          new NetsBadLines(stage, report).play();
        }
        if (parts.contains("analytics")) {
          new NetsAnalytics(stage, report).play();
        }
      }
    }
    if (parts.contains("glass")) {
      new NetsGlass(report).play();
    }
    if (parts.contains("chaos")) {
      try (NetworkStage stage = NetworkStage.openWithOrb()) {
        new NetsChaos(stage, report).play(CHAOS);
      }
    }
  }
}
