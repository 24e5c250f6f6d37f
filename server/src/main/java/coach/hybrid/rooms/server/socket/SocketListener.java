package coach.hybrid.rooms.server.socket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one socket is for. All but {@link #lost} are called one at a time as frames come in. */
public interface SocketListener {
  void opened(OutboundQueue out);

  /**
   * Must not wait: the thread reads other sockets too. Not called any more once the queue is
   * closing.
   *
   * @return what may have to wait, to be run on another thread before anything more is read; null
   *     if nothing is left to do
   */
  @Nullable Runnable received(SocketMessage message);

  /**
   * The socket is gone; called once, on a thread that may wait.
   *
   * @param lastHeard when the last sign of life came
   */
  void lost(Instant lastHeard);
}
