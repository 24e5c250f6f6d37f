package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.room.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Timers by a scheduler thread that only starts tasks; each runs on a virtual thread of its own.
 */
final class ScheduledTimers implements Timers {
  private final ScheduledExecutorService scheduler;
  private final Executor workers;

  ScheduledTimers(ScheduledExecutorService scheduler, Executor workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> future =
          scheduler.schedule(
              () -> workers.execute(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // The service stops: what would be due then is due after the restart.
    }
  }
}
