package coach.hybrid.rooms.tools.orb.voice;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A voice that is still being found: a neural one takes seconds to load, and the orb goes to its
 * room meanwhile. Whoever wants to speak before waits for it.
 */
public final class ComingVoice implements Voice {
  private final FutureTask<Voice> finding;

  /**
   * Begins to find it, on a thread of its own.
   *
   * @param missing told, on that thread, if there is none
   */
  public ComingVoice(Callable<Voice> find, Runnable missing) {
    finding = new FutureTask<>(find);
    Thread.ofPlatform()
        .name("orb-voice")
        .daemon()
        .start(() -> {
          finding.run();
          if (finding.state() == FutureTask.State.FAILED) {
            System.err.println("orb: " + finding.exceptionNow().getMessage());
            missing.run();
          }
        });
  }

  @Override
  public short[] speak(String text) throws IOException, InterruptedException {
    try {
      return finding.get().speak(text);
    } catch (ExecutionException e) {
      throw new IOException("there is no voice", e.getCause());
    }
  }

  /** One that is still being found ends with this process. */
  @Override
  public void close() {
    if (finding.state() == FutureTask.State.SUCCESS) {
      finding.resultNow().close();
    }
  }
}
