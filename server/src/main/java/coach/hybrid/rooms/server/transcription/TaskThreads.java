package coach.hybrid.rooms.server.transcription;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Platform threads, as native code holds them: a few that listen, one a worker that writes. Those
 * that write stand back where the system lets them: a call's packets are more urgent than captions.
 */
final class TaskThreads implements TaskRunner {
  private static final Logger log = LoggerFactory.getLogger(TaskThreads.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ExecutorService listening;
  private final ExecutorService writing;
  private final ScheduledExecutorService waiting;

  TaskThreads(int workers) {
    int listeners = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    listening =
        Executors.newFixedThreadPool(listeners, threads("listening-", Thread.NORM_PRIORITY));
    writing = Executors.newFixedThreadPool(workers, threads("writing-", Thread.MIN_PRIORITY));
    waiting =
        Executors.newSingleThreadScheduledExecutor(
            threads("transcription-timer-", Thread.NORM_PRIORITY));
  }

  @SuppressWarnings("ThreadPriorityCheck") // Calls go first; nothing is right only by that.
  private static ThreadFactory threads(String prefix, int priority) {
    return Thread.ofPlatform()
        .name(prefix, 0)
        .daemon()
        .priority(priority)
        .uncaughtExceptionHandler((_, e) -> log.error("a task of the transcription failed", e))
        .factory();
  }

  @Override
  public void listen(Runnable task) {
    run(listening, task);
  }

  @Override
  public void write(Runnable task) {
    run(writing, task);
  }

  private static void run(ExecutorService threads, Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("closed: not begun");
    }
  }

  @Override
  public void later(Duration delay, Runnable task) {
    try {
      var _ = waiting.schedule(() -> write(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("closed: not begun");
    }
  }

  @Override
  public boolean stop() {
    waiting.shutdownNow();
    listening.shutdown();
    writing.shutdown();
    try {
      return listening.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          && writing.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
