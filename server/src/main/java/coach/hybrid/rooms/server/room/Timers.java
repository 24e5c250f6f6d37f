package coach.hybrid.rooms.server.room;

import java.time.Duration;

/** Runs something later. The room only ever posts to itself from there. */
public interface Timers {
  Timer schedule(Duration delay, Runnable task);

  /** A task that has not run yet. */
  interface Timer {
    /** After this the task does not start; it may be running already. */
    void cancel();
  }
}
