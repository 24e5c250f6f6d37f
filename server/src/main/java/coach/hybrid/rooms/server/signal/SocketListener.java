package coach.hybrid.rooms.server.signal;

import java.time.Instant;

/** What one socket is for. All but {@link #lost} are called one at a time as frames come in. */
interface SocketListener {
  void opened(OutboundQueue out);

  /** Not called any more once the queue is closing. */
  void received(SocketMessage message);

  /**
   * The socket is gone; called once, on any thread.
   *
   * @param lastHeard when the last sign of life came
   */
  void lost(Instant lastHeard);
}
