package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.time.Instant;

/** A stream nobody listens to: counts what it drops. */
final class DeafStream implements SpeakerStream {
  private final StreamResults results;
  private final StreamTally tally;

  DeafStream(StreamResults results, StreamTally tally) {
    this.results = results;
    this.tally = tally;
  }

  @Override
  public void accept(MediaFrame frame, Instant arrivedAt) {
    tally.received();
    tally.dropped();
  }

  @Override
  public void close() {
    results.end();
  }
}
