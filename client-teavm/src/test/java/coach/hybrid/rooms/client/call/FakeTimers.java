package coach.hybrid.rooms.client.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that stands until it is told to go on. */
public final class FakeTimers implements Timers {
  private record Task(int at, Runnable run) {}

  private final List<Task> tasks = new ArrayList<>();
  private int now;

  @Override
  public Timer after(int millis, Runnable run) {
    Task task = new Task(now + millis, run);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public int nowMillis() {
    return now;
  }

  /** Lets this much time pass, and everything due in it happen in order. */
  public void advance(int millis) {
    int end = now + millis;
    for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
      tasks.remove(next.get());
      now = Math.max(now, next.get().at());
      next.get().run().run();
    }
    now = end;
  }

  /** Lets time pass as in a tab that is asleep: what was due in it is late. */
  public void sleepThrough(int millis) {
    now += millis;
  }

  private Optional<Task> next(int end) {
    return tasks.stream().filter(task -> task.at() <= end).min(Comparator.comparingInt(Task::at));
  }
}
