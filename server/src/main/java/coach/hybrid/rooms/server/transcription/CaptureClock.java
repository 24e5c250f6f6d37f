package coach.hybrid.rooms.server.transcription;

import java.time.Duration;
import java.time.Instant;

/**
 * Maps a sender's own capture times to ours: the frame that came fastest tells best when its sound
 * was made. Only the last minutes count, as clocks drift apart. Used by one thread at a time.
 */
final class CaptureClock {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** After such a silence on the wire the sender may have slept, and his clock with him. */
  private static final Duration SLEPT = Duration.ofSeconds(5);

  private long unwrapped;
  private boolean started;
  private Instant lastArrival = Instant.MIN;
  private Instant bucketEnds = Instant.MIN;
  private long smallest = Long.MAX_VALUE;
  private long smallestBefore = Long.MAX_VALUE;

  /** The capture time on a scale that does not wrap; within a generation it may go back. */
  long observe(int captureMillis, Instant arrivedAt) {
    unwrapped =
        started
            ? unwrapped + (captureMillis - (int) unwrapped)
            : Integer.toUnsignedLong(captureMillis);
    if (!started || Duration.between(lastArrival, arrivedAt).compareTo(SLEPT) > 0) {
      smallest = Long.MAX_VALUE;
      smallestBefore = Long.MAX_VALUE;
      bucketEnds = arrivedAt.plus(REMEMBERED);
    } else if (!arrivedAt.isBefore(bucketEnds)) {
      smallestBefore = smallest;
      smallest = Long.MAX_VALUE;
      bucketEnds = arrivedAt.plus(REMEMBERED);
    }
    started = true;
    lastArrival = arrivedAt;
    smallest = Math.min(smallest, arrivedAt.toEpochMilli() - unwrapped);
    return unwrapped;
  }

  /** What to add to a capture time to have it in milliseconds of our epoch. */
  long offsetMillis() {
    return Math.min(smallest, smallestBefore);
  }

  /** The sender begins again, by another clock. */
  void reset() {
    started = false;
  }
}
