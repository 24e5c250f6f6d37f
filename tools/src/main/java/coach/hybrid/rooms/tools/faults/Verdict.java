package coach.hybrid.rooms.tools.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one case has shown: notes in order, and everything that was not as it must be. */
final class Verdict {
  private static final long POLL_MILLIS = 50;

  private final Control control;
  private final long beganNanos = System.nanoTime();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private long longestGapMillis;
  private int orphans;

  /** Something that comes about sooner or later. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  Verdict(Control control) {
    this.control = control;
  }

  void note(String what) {
    notes.add(what);
  }

  void that(boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
    }
  }

  /** Waits until it holds; how long that took, or a fault and the limit. */
  Duration within(Duration limit, String what, Condition condition)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - began > limit.toNanos()) {
        faults.add("not within " + limit.toSeconds() + " s: " + what);
        return limit;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  synchronized void gap(long millis) {
    longestGapMillis = Math.max(longestGapMillis, millis);
  }

  long beganNanos() {
    return beganNanos;
  }

  /** Of a call on a service without orbs, so far. */
  long controlGapMillis() {
    return control.longestGapMillisSince(beganNanos);
  }

  synchronized void countOrphans(int count) {
    orphans += count;
  }

  synchronized long longestGapMillis() {
    return longestGapMillis;
  }

  synchronized int orphans() {
    return orphans;
  }

  List<String> notes() {
    return notes;
  }

  List<String> faults() {
    return faults;
  }

  static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1_000.0);
  }
}
