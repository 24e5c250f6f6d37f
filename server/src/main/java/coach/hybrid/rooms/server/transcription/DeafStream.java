package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.time.Instant;

/** A stream nobody listens to: counts what it drops. */
final class DeafStream implements SpeakerStream {
  private final StreamResults results;
  private final StreamTally tally = new StreamTally();

  DeafStream(StreamResults results) {
    this.results = results;
  }

  @Override
  public void accept(MediaFrame frame, Instant arrivedAt) {
    tally.framesReceived.incrementAndGet();
    tally.framesDropped.incrementAndGet();
  }

  @Override
  public void close() {
    results.end();
  }

  @Override
  public StreamCounters counters() {
    return tally.counters();
  }
}
