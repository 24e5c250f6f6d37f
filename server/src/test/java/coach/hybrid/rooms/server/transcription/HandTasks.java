package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Does tasks when it is told to, on the caller's thread. */
final class HandTasks implements TaskRunner {
  private final FakeClock clock;
  private final Deque<Runnable> listening = new ArrayDeque<>();
  private final Deque<Runnable> writing = new ArrayDeque<>();
  private final List<Later> later = new ArrayList<>();

  private record Later(Instant at, Runnable task) {}

  HandTasks(FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public void listen(Runnable task) {
    listening.add(task);
  }

  @Override
  public void write(Runnable task) {
    writing.add(task);
  }

  @Override
  public void later(Duration delay, Runnable task) {
    later.add(new Later(clock.instant().plus(delay), task));
  }

  /** Everything there is to listen to; writers stand still. */
  void listenAll() {
    while (!listening.isEmpty()) {
      listening.removeFirst().run();
    }
  }

  /** Everything writers were asked to do until now. */
  void writeAll() {
    while (!writing.isEmpty()) {
      writing.removeFirst().run();
    }
  }

  int writersAsked() {
    return writing.size();
  }

  void runDue() {
    List<Later> due = later.stream().filter(l -> !l.at().isAfter(clock.instant())).toList();
    later.removeAll(due);
    due.forEach(l -> l.task().run());
  }

  @Override
  public boolean stop() {
    listenAll();
    writeAll();
    return true;
  }
}
