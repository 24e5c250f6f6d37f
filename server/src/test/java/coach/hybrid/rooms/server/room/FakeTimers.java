package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Fires what is due, in order of time, while it moves the clock. */
public final class FakeTimers implements Timers {
  private record Task(Instant due, Runnable run) {}

  private final FakeClock clock;
  private final List<Task> tasks = new ArrayList<>();
  private boolean cancelsComeTooLate;

  public FakeTimers(FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Task scheduled = new Task(clock.instant().plus(delay), task);
    tasks.add(scheduled);
    return () -> {
      if (!cancelsComeTooLate) {
        tasks.remove(scheduled);
      }
    };
  }

  /** From now on every task is under way already when it is cancelled. */
  public void letCancelsComeTooLate() {
    cancelsComeTooLate = true;
  }

  public void advance(Duration by) {
    Instant end = clock.instant().plus(by);
    for (Optional<Task> next = due(end); next.isPresent(); next = due(end)) {
      Task task = next.get();
      tasks.remove(task);
      if (task.due().isAfter(clock.instant())) {
        clock.set(task.due());
      }
      task.run().run();
    }
    clock.set(end);
  }

  private Optional<Task> due(Instant end) {
    return tasks.stream()
        .filter(task -> !task.due().isAfter(end))
        .min(Comparator.comparing(Task::due));
  }

  /** How many tasks still wait: what a room forgot to cancel is a leak. */
  public int waiting() {
    return tasks.size();
  }
}
