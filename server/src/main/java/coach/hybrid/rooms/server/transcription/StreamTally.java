package coach.hybrid.rooms.server.transcription;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts for one stream and, if it is part of a sum, for that; every thread adds its own. */
final class StreamTally {
  private final @Nullable StreamTally sum;
  private final AtomicLong framesReceived = new AtomicLong();
  private final AtomicLong framesLost = new AtomicLong();
  private final AtomicLong framesDropped = new AtomicLong();
  private final AtomicLong utterances = new AtomicLong();
  private final AtomicLong suppressed = new AtomicLong();

  /** Of everything. */
  StreamTally() {
    this(null);
  }

  private StreamTally(@Nullable StreamTally sum) {
    this.sum = sum;
  }

  /** Of one stream, which counts here, too. */
  StreamTally part() {
    return new StreamTally(this);
  }

  void received() {
    framesReceived.incrementAndGet();
    if (sum != null) {
      sum.received();
    }
  }

  void lost(int frames) {
    framesLost.addAndGet(frames);
    if (sum != null) {
      sum.lost(frames);
    }
  }

  void dropped() {
    framesDropped.incrementAndGet();
    if (sum != null) {
      sum.dropped();
    }
  }

  void uttered() {
    utterances.incrementAndGet();
    if (sum != null) {
      sum.uttered();
    }
  }

  void suppressed() {
    suppressed.incrementAndGet();
    if (sum != null) {
      sum.suppressed();
    }
  }

  StreamCounters counters() {
    return new StreamCounters(
        framesReceived.get(),
        framesLost.get(),
        framesDropped.get(),
        utterances.get(),
        suppressed.get());
  }
}
