package coach.hybrid.rooms.tools.faults;

/**
 * How long the machine let a thread of ours wait that only wanted to sleep: so much of a gap is
 * nobody's fault but its own.
 */
final class Stall {
  private static final long SLEEP_MILLIS = 50;

  private final Thread thread;
  private volatile long longestMillis;

  Stall() {
    thread = Thread.ofPlatform().daemon().name("stall").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        long began = System.nanoTime();
        Thread.sleep(SLEEP_MILLIS);
        long late = (System.nanoTime() - began) / 1_000_000 - SLEEP_MILLIS;
        longestMillis = Math.max(longestMillis, late);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long longestMillis() {
    return longestMillis;
  }

  void stop() {
    thread.interrupt();
  }
}
