package coach.hybrid.rooms.server.transcription;

import java.time.Duration;

/** Whose threads do the work: one kind listens, one writes. What comes after closing is dropped. */
interface TaskRunner extends AutoCloseable {
  /** Short: a second of one stream's audio. */
  void listen(Runnable task);

  /** Long: an engine at work. */
  void write(Runnable task);

  void later(Duration delay, Runnable task);

  /** Waits for engines at work; false if one does not come to an end. */
  boolean stop();

  @Override
  default void close() {
    boolean _ = stop();
  }
}
