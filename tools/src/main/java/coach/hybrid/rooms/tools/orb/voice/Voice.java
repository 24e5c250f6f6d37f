package coach.hybrid.rooms.tools.orb.voice;

import java.io.IOException;

/** Turns text into 48 kHz mono samples. Blocks; called by one thread at a time. */
public interface Voice extends AutoCloseable {
  int SAMPLES_PER_SECOND = 48_000;

  short[] speak(String text) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
