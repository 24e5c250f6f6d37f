package coach.hybrid.rooms.server;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A virtual thread a task. Once the service stops, nothing more is begun and nobody is told: what
 * is not written by then happens after the restart.
 */
final class Workers implements Executor {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      // Stopped.
    }
  }

  /** Not {@code close}, which would wait for whatever does not stop in time. */
  void stop() {
    threads.shutdownNow();
  }
}
