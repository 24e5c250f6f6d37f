package coach.hybrid.rooms.server.event.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one time at which an endpoint wants to be woken; a new one replaces it. */
final class WakeUp {
  private final Clock clock;
  private final Alarm alarm;
  private final Runnable task;

  // Guarded by this.
  private @Nullable Instant at;
  private Runnable callOff = () -> {};
  private boolean over;

  WakeUp(Clock clock, Alarm alarm, Runnable task) {
    this.clock = clock;
    this.alarm = alarm;
    this.task = task;
  }

  /** Null leaves it as it is. Asked for here, so that no older answer undoes a newer one. */
  synchronized void at(Supplier<@Nullable Instant> answer) {
    Instant wanted = answer.get();
    if (over || wanted == null || wanted.equals(at)) {
      return;
    }
    callOff.run();
    at = wanted;
    Duration delay = Duration.between(clock.instant(), wanted);
    callOff = alarm.schedule(delay.isNegative() ? Duration.ZERO : delay, () -> ring(wanted));
  }

  private void ring(Instant reached) {
    synchronized (this) {
      if (reached.equals(at)) {
        at = null;
      }
    }
    task.run();
  }

  synchronized void stop() {
    over = true;
    callOff.run();
  }
}
