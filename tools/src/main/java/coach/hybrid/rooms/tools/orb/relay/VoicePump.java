package coach.hybrid.rooms.tools.orb.relay;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the mouth says to the relay, 20 ms at a time, and on time. As long as WebRTC's device
 * pulls at the mouth, it goes by that; while nobody is connected over WebRTC the device does not
 * pull, and the pump does. On a thread of its own, while somebody is to hear it.
 */
final class VoicePump implements AutoCloseable {
  /** Where sound is pulled from, 16-bit little-endian mono at 48 kHz. */
  interface Source {
    void pull(byte[] buffer, int samples);
  }

  /** Told on the pump's thread. */
  interface Listener {
    void said(short[] frame, int captureMillis);
  }

  /** So long without a pull, and the device is taken to sleep. */
  static final long DEVICE_PATIENCE_NANOS = 60_000_000;

  static final long FRAME_NANOS = OpusVoice.FRAME_MILLIS * 1_000_000L;

  /** Farther behind than this it does not catch up. */
  private static final long MOST_LATE_NANOS = 100_000_000;

  private static final int PIECE_SAMPLES = OpusVoice.FRAME_SAMPLES / 2;
  private static final int MOST_PIECES = 20;

  private final Source mouth;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by lock.
  private final Queue<byte[]> pieces = new ArrayDeque<>();
  private boolean wanted;
  private boolean closed;
  private long lastDevicePullNanos;

  // The pump's thread only.
  private final short[] frame = new short[OpusVoice.FRAME_SAMPLES];
  private int filled;
  private long ownDueNanos;

  VoicePump(Source mouth, Listener listener, long nowNanos) {
    this.mouth = mouth;
    this.listener = listener;
    this.lastDevicePullNanos = nowNanos - DEVICE_PATIENCE_NANOS;
    this.ownDueNanos = nowNanos;
  }

  void start() {
    Thread.ofPlatform().name("orb-relay").daemon().start(this::run);
  }

  /** Whether anybody is to hear it; while not, it costs nothing. Any thread. */
  void wanted(boolean somebody) {
    lock.lock();
    try {
      wanted = somebody;
      pieces.clear();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The device has pulled this. Its thread: never waits. */
  void pulled(byte[] pcm, int samples, long nowNanos) {
    lock.lock();
    try {
      lastDevicePullNanos = nowNanos;
      if (wanted && samples == PIECE_SAMPLES) {
        if (pieces.size() >= MOST_PIECES) {
          pieces.remove();
        }
        pieces.add(Arrays.copyOf(pcm, 2 * samples));
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was said and is not on its way yet is not to be heard any more. Any thread. */
  void hush() {
    lock.lock();
    try {
      pieces.clear();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitWork()) {
      step(System.nanoTime());
    }
  }

  /** Until there is something to do; false at the end. */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (!closed) {
        long wait = waitNanos(System.nanoTime());
        if (wait <= 0) {
          return true;
        }
        var _ = changed.awaitNanos(wait);
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private long waitNanos(long nowNanos) {
    if (!wanted) {
      return TimeUnit.MINUTES.toNanos(1);
    }
    if (!pieces.isEmpty()) {
      return 0;
    }
    long deviceAsleep = lastDevicePullNanos + DEVICE_PATIENCE_NANOS - nowNanos;
    return Math.max(deviceAsleep, ownDueNanos - nowNanos);
  }

  /** Does what is due by now: the pump's thread, or a test's. */
  void step(long nowNanos) {
    for (byte[] piece = poll(); piece != null; piece = poll()) {
      add(piece, nowNanos);
      ownDueNanos = nowNanos + FRAME_NANOS;
    }
    if (deviceSleeps(nowNanos) && nowNanos >= ownDueNanos) {
      if (nowNanos - ownDueNanos > MOST_LATE_NANOS) {
        ownDueNanos = nowNanos;
      }
      ownDueNanos += FRAME_NANOS;
      for (int i = 0; i < 2; i++) {
        byte[] piece = new byte[2 * PIECE_SAMPLES];
        mouth.pull(piece, PIECE_SAMPLES);
        add(piece, nowNanos);
      }
    }
  }

  private byte @Nullable [] poll() {
    lock.lock();
    try {
      return pieces.poll();
    } finally {
      lock.unlock();
    }
  }

  private boolean deviceSleeps(long nowNanos) {
    lock.lock();
    try {
      return wanted && nowNanos - lastDevicePullNanos >= DEVICE_PATIENCE_NANOS;
    } finally {
      lock.unlock();
    }
  }

  private void add(byte[] piece, long nowNanos) {
    for (int i = 0; i < PIECE_SAMPLES; i++) {
      frame[filled++] = (short) ((piece[2 * i] & 0xff) | (piece[2 * i + 1] << 8));
    }
    if (filled == frame.length) {
      filled = 0;
      listener.said(frame, (int) (nowNanos / 1_000_000 - OpusVoice.FRAME_MILLIS));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
