package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.tools.orb.relay.Dialer.Wire;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The orb's one line to the relay: opened when first needed, and again whenever it breaks, each
 * socket a generation of its own. Its state is the orb's thread's; sending is for any thread.
 */
final class RelayLine {
  /** Told on the orb's thread, but for what is received. */
  interface Listener {
    /** From now on, before anything is sent, frames are of this generation. */
    void generation(int generation);

    void lineChanged();

    /** On a thread of the socket's, one message after the other. */
    void received(byte[] message);
  }

  static final long SILENCE_LIMIT_MILLIS = 20_000;
  static final long FIRST_DELAY_MILLIS = 250;
  static final long LONGEST_DELAY_MILLIS = 8_000;

  private static final long STEADY_MILLIS = 10_000;
  private static final int LAST_GENERATION = 0xffff;
  private static final int OVERLOADED = 4429;

  private final Dialer dialer;
  private final Executor orbThread;
  private final LongSupplier clock;
  private final Outbox outbox;
  private final Listener listener;
  private volatile int generation = 1;
  private volatile @Nullable Call open;

  // The orb's thread only.
  private boolean wanted;
  private boolean generationUsed;
  private @Nullable Call current;
  private int failures;
  private long dueMillis;

  RelayLine(
      Dialer dialer, Executor orbThread, LongSupplier clock, Outbox outbox, Listener listener) {
    this.dialer = dialer;
    this.orbThread = orbThread;
    this.clock = clock;
    this.outbox = outbox;
    this.listener = listener;
  }

  int generation() {
    return generation;
  }

  boolean isOpen() {
    return open != null;
  }

  /** Opens it if it is not, also after it was refused for good: the seat may be another now. */
  void want() {
    if (!wanted) {
      wanted = true;
      failures = 0;
      dueMillis = clock.getAsLong();
    }
    tick();
  }

  /** From time to time: the next attempt, and the end of a line that nothing comes over. */
  void tick() {
    long now = clock.getAsLong();
    Call call = current;
    if (call != null && now - call.lastSignMillis > SILENCE_LIMIT_MILLIS) {
      call.hangUp();
      ended(call, 0);
    }
    if (wanted && current == null && now >= dueMillis) {
      dial(now);
    }
  }

  private void dial(long now) {
    if (generationUsed) {
      if (generation == LAST_GENERATION) {
        wanted = false;
        return;
      }
      generationUsed = false;
      int next = generation + 1;
      generation = next; // Written by this thread only.
      listener.generation(next);
    }
    Call call = new Call(now);
    current = call;
    dialer.dial(call);
  }

  private void began(Call call) {
    if (call != current || !wanted) {
      call.hangUp();
      return;
    }
    generationUsed = true;
    call.openedMillis = clock.getAsLong();
    outbox.clear();
    open = call;
    listener.lineChanged();
  }

  private void ended(Call call, int code) {
    if (call != current) {
      return;
    }
    current = null;
    open = null;
    long now = clock.getAsLong();
    if (call.openedMillis >= 0 && now - call.openedMillis >= STEADY_MILLIS) {
      failures = 0;
    }
    if (isFinal(code)) {
      wanted = false;
      System.out.println("orb: the relay refuses: " + code);
    } else {
      long delay =
          code == OVERLOADED
              ? LONGEST_DELAY_MILLIS
              : Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(failures, 8));
      failures++;
      dueMillis = now + delay;
    }
    listener.lineChanged();
  }

  /** Whether it makes no sense to come back before something else has changed. */
  private static boolean isFinal(int code) {
    return switch (code) {
      case 1003, 1007, 1009 -> true;
      case 4400, 4401, 4403, 4409, 4410 -> true;
      case 400, 401, 403, 404, 410 -> true;
      default -> false;
    };
  }

  /** Something may be waiting in the outbox. Any thread. */
  void push() {
    Call call = open;
    if (call != null) {
      call.push();
    }
  }

  void close() {
    wanted = false;
    open = null;
    Call call = current;
    current = null;
    if (call != null) {
      call.hangUp();
    }
  }

  /** One socket, from dialling to its end. */
  private final class Call implements Dialer.Call {
    private final Object sending = new Object();
    private volatile long lastSignMillis;
    private volatile @Nullable Wire wire;
    private long openedMillis = -1; // The orb's thread only.
    private boolean busy; // Guarded by sending.

    Call(long nowMillis) {
      lastSignMillis = nowMillis;
    }

    @Override
    public void opened(Wire opened) {
      wire = opened;
      alive();
      orbThread.execute(() -> began(this));
    }

    @Override
    public void received(byte[] message) {
      alive();
      listener.received(message);
    }

    @Override
    public void alive() {
      lastSignMillis = clock.getAsLong();
    }

    @Override
    public void closed(int code) {
      orbThread.execute(() -> ended(this, code));
    }

    void hangUp() {
      Wire end = wire;
      if (end != null) {
        end.abort();
      }
    }

    /** One message at a time: the next one only when the last one is out. */
    void push() {
      Wire to = wire;
      byte[] message;
      synchronized (sending) {
        boolean mayNot = busy || to == null || open != this;
        message = mayNot ? null : outbox.next(clock.getAsLong());
        if (message == null || to == null) {
          return;
        }
        busy = true;
      }
      var _ = to.send(message).whenComplete((_, failure) -> sent(failure));
    }

    private void sent(@Nullable Throwable failure) {
      synchronized (sending) {
        busy = false;
      }
      if (failure == null) {
        push();
      } else {
        hangUp();
        closed(0);
      }
    }
  }
}
