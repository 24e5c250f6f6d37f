package coach.hybrid.rooms.server.transcription;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a stream's listener what was said, and when nothing more will come of it: the stream has
 * ended and each of its utterances has had its final word. Any thread.
 */
final class StreamResults {
  private static final Logger log = LoggerFactory.getLogger(StreamResults.class);

  private final SpeechPort.Listener listener;

  // Guarded by this.
  private int running;
  private boolean ended;

  StreamResults(SpeechPort.Listener listener) {
    this.listener = listener;
  }

  synchronized void begun() {
    running++;
  }

  void said(Speech speech) {
    try {
      listener.said(speech);
    } catch (RuntimeException e) {
      log.error("nobody took what was said", e);
    }
  }

  /** An utterance had its final word. */
  void over() {
    boolean drained;
    synchronized (this) {
      running--;
      drained = ended && running == 0;
    }
    if (drained) {
      tellDrained();
    }
  }

  /** Nobody speaks on this stream any more. */
  void end() {
    boolean drained;
    synchronized (this) {
      drained = !ended && running == 0;
      ended = true;
    }
    if (drained) {
      tellDrained();
    }
  }

  private void tellDrained() {
    try {
      listener.drained();
    } catch (RuntimeException e) {
      log.error("nobody took that all was said", e);
    }
  }
}
