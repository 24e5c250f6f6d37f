package coach.hybrid.rooms.server.transcription;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets audio through as fast as it can have been spoken. Some may come at once, after the network
 * stood still; what comes faster for long is no microphone. Used by one thread at a time.
 */
final class FloodGuard {
  private static final int MICROS = 1_000;

  /** What a sender may be ahead of real time when he begins. */
  private static final long SLACK_MICROS = 2_000L * MICROS;

  /** What may come at once after a time without any. */
  private static final long MOST_MICROS = 10_000L * MICROS;

  /** Refused in a row before it counts as an attack. */
  private static final long PATIENCE_MICROS = 5_000L * MICROS;

  /** Sound cards run by clocks of their own: a hundredth faster is no flood. */
  private static final int DRIFT = MICROS / 100;

  /** No frame is cheaper than this: empty ones cost work, too. */
  private static final int LEAST_MILLIS = 10;

  private long creditMicros = SLACK_MICROS;
  private long refusedMicros;
  private @Nullable Instant lastArrival;

  /** False: too early, drop it. */
  boolean admits(int audioMillis, Instant arrivedAt) throws AudioFloodException {
    if (lastArrival != null) {
      long elapsed = Math.max(0, Duration.between(lastArrival, arrivedAt).toMillis());
      creditMicros = Math.min(MOST_MICROS, creditMicros + elapsed * (MICROS + DRIFT));
    }
    lastArrival = arrivedAt;
    long cost = (long) Math.max(LEAST_MILLIS, audioMillis) * MICROS;
    if (creditMicros < cost) {
      refusedMicros += cost;
      if (refusedMicros > PATIENCE_MICROS) {
        throw new AudioFloodException("audio comes faster than anybody speaks");
      }
      return false;
    }
    creditMicros -= cost;
    if (creditMicros > SLACK_MICROS / 2) {
      refusedMicros = 0;
    }
    return true;
  }
}
