package coach.hybrid.rooms.client.call;

import java.util.function.IntUnaryOperator;

/**
 * Waits in front of a door that does not open yet, and asks again when it may: at the moment the
 * room opens, or after the time the service asked for, with some jitter, so that not everybody
 * comes at once.
 *
 * <p>Everything here runs on the page's one thread.
 */
public final class DoorWait {
  static final int DEFAULT_WAIT_MILLIS = 5_000;
  static final int LEAST_WAIT_MILLIS = 1_000;

  /** Nobody waits for longer without asking: appointments are moved, and computers sleep. */
  static final int LONGEST_WAIT_MILLIS = 5 * 60_000;

  /** Within so much time after a room has opened everybody is in. */
  static final int OPENING_JITTER_MILLIS = 3_000;

  private static final int SECOND = 1_000;

  public interface Listener {
    /** This many seconds, until the room opens or until we ask again. */
    void countedDown(int seconds);

    void askAgain();
  }

  private final Timers timers;
  private final IntUnaryOperator randomBelow;
  private final Listener listener;
  private Timers.Timer asking = () -> {};
  private Timers.Timer counting = () -> {};
  private int sinceMillis;
  private int waitMillis;

  public DoorWait(Timers timers, IntUnaryOperator randomBelow, Listener listener) {
    this.timers = timers;
    this.randomBelow = randomBelow;
    this.listener = listener;
  }

  /** Begins to wait, or begins anew. */
  public void begin(Refusal refusal) {
    stop();
    sinceMillis = timers.nowMillis();
    waitMillis = Math.max(LEAST_WAIT_MILLIS, refusal.waitMillis());
    int most = refusal.opensTime().isEmpty() ? waitMillis / 4 + 1 : OPENING_JITTER_MILLIS;
    int delay = Math.min(waitMillis, LONGEST_WAIT_MILLIS) + randomBelow.applyAsInt(most);
    asking = timers.after(delay, this::ask);
    count();
  }

  public void stop() {
    asking.cancel();
    counting.cancel();
  }

  private void ask() {
    stop();
    listener.askAgain();
  }

  private void count() {
    int left = Math.max(0, waitMillis - (timers.nowMillis() - sinceMillis));
    listener.countedDown((left + SECOND - 1) / SECOND);
    if (left > 0) {
      counting = timers.after((left - 1) % SECOND + 1, this::count);
    }
  }
}
