package coach.hybrid.rooms.server.room;

/**
 * The way out to one socket, and that socket's identity. Neither method waits: a peer that takes
 * too slowly overflows its own queue and is closed.
 */
public interface Outbox {
  void send(String text);

  /**
   * Closes after everything sent before is out.
   *
   * @param code one of {@link coach.hybrid.rooms.protocol.CloseCode}
   */
  void close(int code, String reason);

  /** How many messages this peer has still to take. */
  int waiting();
}
