package coach.hybrid.rooms.server.transcription;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts for one stream; every thread that has to do with it adds its own. */
final class StreamTally {
  final AtomicInteger framesReceived = new AtomicInteger();
  final AtomicInteger framesLost = new AtomicInteger();
  final AtomicInteger framesDropped = new AtomicInteger();
  final AtomicInteger utterances = new AtomicInteger();
  final AtomicInteger suppressed = new AtomicInteger();

  StreamCounters counters() {
    return new StreamCounters(
        framesReceived.get(),
        framesLost.get(),
        framesDropped.get(),
        utterances.get(),
        suppressed.get());
  }
}
