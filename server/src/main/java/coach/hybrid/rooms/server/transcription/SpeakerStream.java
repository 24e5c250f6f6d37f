package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.time.Instant;

/** One speaker's voice on its way to words. Its methods are called one at a time. */
public interface SpeakerStream extends AutoCloseable {
  /**
   * Takes one frame; never waits.
   *
   * @throws UnusableAudioException if no honest sender would send that
   */
  void accept(MediaFrame frame, Instant arrivedAt) throws UnusableAudioException;

  /** Nothing more comes; what was said so far still becomes words. */
  @Override
  void close();
}
