package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.time.Instant;

/** One speaker's audio; calls come one at a time. */
public interface SpeakerStream extends AutoCloseable {
  /** Never waits: checks the frame and puts it down for those who listen. */
  void accept(MediaFrame frame, Instant arrivedAt) throws UnusableAudioException;

  /** What was spoken so far is still transcribed. */
  @Override
  void close();
}
