package coach.hybrid.rooms.server.socket;

import java.time.Duration;

/** Told of every socket's beginning and end, on any thread; must not wait. */
public interface SocketWatch {
  void opened(String kind);

  /**
   * Once for every socket that was opened.
   *
   * @param code the close code; 1006 if the socket was lost without one
   */
  void closed(String kind, int code, Duration lasted);
}
