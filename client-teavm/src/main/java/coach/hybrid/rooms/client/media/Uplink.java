package coach.hybrid.rooms.client.media;

import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.protocol.CloseCode;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One socket at a time, opened when it is asked for, with pauses after each loss that the service's
 * close code decides. What it cannot carry in time it refuses: nothing waits here.
 */
public final class Uplink {
  public static final int FIRST_BACK_OFF_MILLIS = 500;
  public static final int LAST_BACK_OFF_MILLIS = 15_000;
  public static final int CONNECT_MILLIS = 8_000;

  /** A socket that lived for so long was a good one. */
  public static final int STABLE_MILLIS = 10_000;

  /** There is no transcription now; the service says so when there is. */
  public static final int UNAVAILABLE_MILLIS = 30_000;

  /** A socket that has carried nothing for so long is dead, whatever it says. */
  public static final int JAMMED_MILLIS = 8_000;

  /** Our consent may still be on its way when we come: it is no answer for good. */
  public static final int MAX_REFUSALS = 3;

  private static final int TRY_AGAIN_LATER = 1013;
  private static final int GENERATIONS = 0xffff;

  private enum Phase {
    IDLE,
    CONNECTING,
    OPEN,
    WAITING,
    REFUSED
  }

  private final MediaSocket.Factory sockets;
  private final Timers timers;
  private final IntUnaryOperator randomBelow;
  private final Consumer<byte[]> received;
  private final Runnable changed;
  private Phase phase = Phase.IDLE;
  private @Nullable Attempt attempt;
  private Timers.@Nullable Timer timer;
  private int backOffMillis = FIRST_BACK_OFF_MILLIS;
  private int refusals;
  private int generation;
  private int openedMillis;
  private boolean jammed;
  private int jammedMillis;

  /**
   * One uplink for a stay in the call.
   *
   * @param received takes what comes in
   * @param changed runs when the socket opened or was lost, and when it may be opened again
   */
  public Uplink(
      MediaSocket.Factory sockets,
      Timers timers,
      IntUnaryOperator randomBelow,
      Consumer<byte[]> received,
      Runnable changed) {
    this.sockets = sockets;
    this.timers = timers;
    this.randomBelow = randomBelow;
    this.received = received;
    this.changed = changed;
  }

  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  /** Rises with every socket. */
  public int generation() {
    return generation;
  }

  /** Connects, unless that is done, under way, or not to be tried now. */
  public void open() {
    if (phase == Phase.IDLE) {
      phase = Phase.CONNECTING;
      generation = generation + 1 & GENERATIONS;
      Attempt next = new Attempt();
      attempt = next;
      schedule(CONNECT_MILLIS, () -> lose(nextBackOff()));
      next.socket = sockets.connect(next);
    }
  }

  /** Closes at once; may be opened again. */
  public void close() {
    drop();
    phase = Phase.IDLE;
  }

  /** Something has changed at the service or here: what was refused may be allowed now. */
  public void reconsider() {
    refusals = 0;
    if (phase == Phase.WAITING || phase == Phase.REFUSED) {
      backOffMillis = FIRST_BACK_OFF_MILLIS;
      close();
    }
  }

  /**
   * Sends it, unless more than {@code mostBytes} wait already; then nothing is taken until most of
   * that has left, because one long gap is better than many short ones.
   *
   * @return whether it was sent
   */
  public boolean send(byte[] frame, int mostBytes) {
    Attempt current = attempt;
    if (phase != Phase.OPEN || current == null || current.socket == null) {
      return false;
    }
    int waiting = current.socket.bufferedBytes();
    int now = timers.nowMillis();
    if (!jammed && waiting > mostBytes) {
      jammed = true;
      jammedMillis = now;
    } else if (jammed && waiting <= mostBytes / 4) {
      jammed = false;
    }
    if (!jammed) {
      current.socket.send(frame);
      return true;
    }
    if (now - jammedMillis >= JAMMED_MILLIS) {
      lose(nextBackOff());
    }
    return false;
  }

  /** What was sent and has not left this machine. */
  public int waitingBytes() {
    Attempt current = attempt;
    return current == null || current.socket == null ? 0 : current.socket.bufferedBytes();
  }

  private void schedule(int millis, Runnable task) {
    if (timer != null) {
      timer.cancel();
    }
    timer = timers.after(millis, task);
  }

  private void drop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    Attempt old = attempt;
    attempt = null;
    jammed = false;
    if (old != null && old.socket != null) {
      old.socket.close();
    }
  }

  private int nextBackOff() {
    if (phase == Phase.OPEN && timers.nowMillis() - openedMillis >= STABLE_MILLIS) {
      backOffMillis = FIRST_BACK_OFF_MILLIS;
      refusals = 0;
    }
    int millis = backOffMillis;
    backOffMillis = Math.min(millis * 2, LAST_BACK_OFF_MILLIS);
    return millis;
  }

  /** The socket is gone; another may be opened after this time. */
  private void lose(int millis) {
    drop();
    phase = Phase.WAITING;
    schedule(
        millis + randomBelow.applyAsInt(millis / 2) - millis / 4,
        () -> {
          phase = Phase.IDLE;
          changed.run();
        });
    changed.run();
  }

  private void refuse() {
    drop();
    phase = Phase.REFUSED;
    changed.run();
  }

  private void closed(int code) {
    attempt = null;
    int backOff = nextBackOff();
    switch (code) {
      case CloseCode.UNAUTHORIZED, CloseCode.REPLACED, CloseCode.ROOM_ENDED -> refuse();
      case CloseCode.FORBIDDEN -> {
        refusals++;
        if (refusals < MAX_REFUSALS) {
          lose(backOff);
        } else {
          refuse();
        }
      }
      case TRY_AGAIN_LATER -> lose(UNAVAILABLE_MILLIS);
      default -> lose(backOff);
    }
  }

  /** One socket's life; what it says after it was dropped is not heard. */
  private final class Attempt implements MediaSocket.Listener {
    private @Nullable MediaSocket socket;

    @Override
    public void opened() {
      if (attempt == this) {
        phase = Phase.OPEN;
        openedMillis = timers.nowMillis();
        if (timer != null) {
          timer.cancel();
          timer = null;
        }
        changed.run();
      }
    }

    @Override
    public void received(byte[] message) {
      if (attempt == this) {
        received.accept(message);
      }
    }

    @Override
    public void closed(int code) {
      if (attempt == this) {
        Uplink.this.closed(code);
      }
    }
  }
}
