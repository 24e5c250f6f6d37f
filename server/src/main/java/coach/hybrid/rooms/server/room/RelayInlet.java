package coach.hybrid.rooms.server.room;

import java.nio.ByteBuffer;

/**
 * The socket by which one participant's media is relayed, both ways, and that socket's identity. No
 * method waits.
 */
public interface RelayInlet {
  /** The room lets it in: from now on frames go these ways, until others are named. */
  void route(RelayRoutes routes);

  /**
   * A frame for the participant behind this socket. On any thread; the octets are his from now on.
   */
  void take(ByteBuffer frame);

  void close(int code, String reason);

  /** What it has carried so far. */
  RelayTally tally();
}
