package coach.hybrid.rooms.server.socket;

import java.nio.ByteBuffer;

/** One whole message, its fragments put together, on its way in or out. */
public sealed interface SocketMessage {
  /** What it takes of a queue's bound: characters of a text, octets of a binary message. */
  int cost();

  record Text(String text) implements SocketMessage {
    @Override
    public int cost() {
      return text.length();
    }
  }

  /** Octets that belong to the message: nobody else writes to them. */
  record Binary(ByteBuffer octets) implements SocketMessage {
    @Override
    public int cost() {
      return octets.remaining();
    }
  }
}
