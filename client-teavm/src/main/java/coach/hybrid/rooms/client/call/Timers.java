package coach.hybrid.rooms.client.call;

/** The clock, and calls to come. */
public interface Timers {
  /** Cancels a call that has not happened yet; harmless afterwards. */
  interface Timer {
    void cancel();
  }

  Timer after(int millis, Runnable task);

  /** Milliseconds since the page was loaded; never goes back. */
  int nowMillis();
}
