package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import org.jspecify.annotations.Nullable;

/**
 * How the session stands: how long it runs, how much of it is left, and what is switched on. The
 * room service says so now and then; in between our own clock goes on, which never goes back and
 * does not drift, because every reading starts from what was said last.
 *
 * <p>Everything here runs on the page's one thread.
 */
public final class SessionClock {
  /** Nobody said it. */
  public static final int UNKNOWN = -1;

  /** From here on the time left is a matter of its own. */
  public static final int CLOSING_SECONDS = 5 * 60;

  static final int LAST_SECONDS = 60;
  static final int SECOND = 1_000;

  /** A message that was on its way for so long must not set the clock back. */
  static final int SLOW_NEWS_MILLIS = 2_000;

  /** The deadline has moved if there is this much more time than when we warned. */
  static final int MOVED_SECONDS = 30;

  public interface Listener {
    /** Another second is to be shown, or something else than the time changed. */
    void clockChanged();

    /** Five minutes or one are left, or fewer for somebody who comes later: each is said once. */
    void timeRunsOut(int leftSeconds);

    /** The main app switched something, or what is on was never said before. */
    void switched(@Nullable RoomStateChanged before, RoomStateChanged now);
  }

  private final Timers timers;
  private final Listener listener;
  private @Nullable RoomStateChanged state;
  private int readMillis;
  private int leftAtReading = UNKNOWN;
  private Timers.@Nullable Timer timer;

  /** The warning that was given last, in seconds. */
  private int warnedSeconds = Integer.MAX_VALUE;

  public SessionClock(Timers timers, Listener listener) {
    this.timers = timers;
    this.listener = listener;
  }

  /** Takes the room service's word. */
  public void receive(RoomStateChanged now) {
    int ours = leftMillis();
    RoomStateChanged before = state;
    state = now;
    readMillis = timers.nowMillis();
    leftAtReading = known(now.leftMillis());
    if (ours >= 0 && leftAtReading > ours && leftAtReading - ours < SLOW_NEWS_MILLIS) {
      leftAtReading = ours;
    }
    if (leftSeconds() >= warnedSeconds + MOVED_SECONDS) {
      warnedSeconds = Integer.MAX_VALUE;
    }
    listener.switched(before, now);
    go();
  }

  /** Stops; the last reading stays. */
  public void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** The time left in whole seconds, begun ones counting; never below zero, or {@link #UNKNOWN}. */
  public int leftSeconds() {
    int left = leftMillis();
    return left < 0 ? UNKNOWN : left / SECOND + (left % SECOND > 0 ? 1 : 0);
  }

  /** For how long the session has run, in whole seconds, or {@link #UNKNOWN} before it began. */
  public int elapsedSeconds() {
    int elapsed = state == null ? UNKNOWN : known(state.elapsedMillis());
    return elapsed < 0 ? UNKNOWN : (elapsed + timers.nowMillis() - readMillis) / SECOND;
  }

  /** Whether the room still waits for the coach, as far as anybody said. */
  public boolean isWaiting() {
    return state != null && state.status() == RoomStatus.WAITING;
  }

  private static int known(@Nullable Integer millis) {
    return millis == null ? UNKNOWN : Math.max(0, millis);
  }

  private int leftMillis() {
    return leftAtReading < 0
        ? UNKNOWN
        : Math.max(0, leftAtReading - (timers.nowMillis() - readMillis));
  }

  /** Shows this second, and comes back when the next one begins. */
  private void go() {
    close();
    warn();
    listener.clockChanged();
    int left = leftMillis();
    if (left > 0) {
      timer = timers.after((left - 1) % SECOND + 1, this::go);
    }
  }

  private void warn() {
    int left = leftSeconds();
    int due = left <= LAST_SECONDS ? LAST_SECONDS : CLOSING_SECONDS;
    if (left > 0 && left <= due && warnedSeconds > due) {
      warnedSeconds = due;
      listener.timeRunsOut(left);
    }
  }
}
