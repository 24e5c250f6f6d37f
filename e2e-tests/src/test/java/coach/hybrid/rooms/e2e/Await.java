package coach.hybrid.rooms.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must become true, by asking again; fails in words when it does not. */
final class Await {
  private static final long ASK_AGAIN_NANOS = 20_000_000;

  private Await() {}

  static void until(String what, Duration limit, BooleanSupplier condition) {
    until(() -> what, limit, condition);
  }

  /**
   * As above.
   *
   * @param what asked at the end, so that it can tell how things stand
   */
  static void until(Supplier<String> what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + limit.toMillis() + " ms: " + what.get());
      }
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
    }
  }
}
