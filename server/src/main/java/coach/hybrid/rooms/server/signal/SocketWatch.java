package coach.hybrid.rooms.server.signal;

import java.time.Duration;

/** Told of every socket that opens and closes, to count them; must not wait. */
public interface SocketWatch {
  void opened(String kind);

  /**
   * Once for each that was opened.
   *
   * @param code the close code; 1006 for a socket that went without one
   */
  void closed(String kind, int code, Duration lasted);
}
