package coach.hybrid.rooms.e2e.network;

import java.util.random.RandomGenerator;

/**
 * Decides about each packet of one direction: lost, or when it arrives. Packets keep their order. A
 * line with a rate has a queue before it and loses what would wait too long there.
 */
final class LineSchedule {
  static final long LOST = -1;
  private static final long LONGEST_QUEUE_NANOS = 400_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LineQuality quality;
  private final RandomGenerator random;
  private long freeAtNanos;
  private boolean used;

  LineSchedule(LineQuality quality, RandomGenerator random) {
    this.quality = quality;
    this.random = random;
  }

  /** When a packet that is sent now arrives, on the same clock, or {@link #LOST}. */
  long arrival(int octets, long nowNanos) {
    if (random.nextInt(100) < quality.lossPercent()) {
      return LOST;
    }
    long begins = used ? Math.max(nowNanos, freeAtNanos) : nowNanos;
    if (begins - nowNanos > LONGEST_QUEUE_NANOS) {
      return LOST;
    }
    used = true;
    freeAtNanos = begins + sendingNanos(octets);
    return freeAtNanos + quality.delayMillis() * NANOS_PER_MILLI;
  }

  private long sendingNanos(int octets) {
    return quality.kilobits() == 0 ? 0 : octets * 8L * NANOS_PER_MILLI / quality.kilobits();
  }
}
