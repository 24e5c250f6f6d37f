package coach.hybrid.rooms.server.event.webhook;

import java.time.Duration;

/** Does something later, on a thread of its own. */
@FunctionalInterface
public interface Alarm {
  /** What it returns calls it off. */
  Runnable schedule(Duration delay, Runnable task);
}
