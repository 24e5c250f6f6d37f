package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Goes off when the test says so, and moves the clock there. */
final class FakeAlarm implements Alarm {
  private record Task(Instant due, Runnable run) {}

  private final FakeClock clock;
  private final List<Task> tasks = new ArrayList<>();

  FakeAlarm(FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public Runnable schedule(Duration delay, Runnable run) {
    Task task = new Task(clock.instant().plus(delay), run);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  int waiting() {
    return tasks.size();
  }

  /** Lets the next one go off; returns how long it took. */
  Duration next() {
    Task task =
        tasks.stream()
            .min(Comparator.comparing(Task::due))
            .orElseThrow(() -> new AssertionError("nothing waits"));
    return go(task);
  }

  private Duration go(Task task) {
    tasks.remove(task);
    Instant before = clock.instant();
    if (task.due().isAfter(before)) {
      clock.set(task.due());
    }
    task.run().run();
    return Duration.between(before, clock.instant());
  }

  void advance(Duration by) {
    Instant end = clock.instant().plus(by);
    while (true) {
      Task next =
          tasks.stream()
              .filter(task -> !task.due().isAfter(end))
              .min(Comparator.comparing(Task::due))
              .orElse(null);
      if (next == null) {
        break;
      }
      go(next);
    }
    clock.set(end);
  }
}
