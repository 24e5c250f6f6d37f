package coach.hybrid.rooms.tools.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;

/** One thread's many sockets to one port: connects, writes and reads whichever is ready. */
final class SocketLoop implements AutoCloseable {
  private final int port;
  private final LoadSocket.Receiver receiver;
  private final ByteBuffer shared;
  private final Selector selector = Selector.open();

  /**
   * A loop without sockets.
   *
   * @param octets that are read at once at most
   */
  SocketLoop(int port, int octets, LoadSocket.Receiver receiver) throws IOException {
    this.port = port;
    this.shared = ByteBuffer.allocateDirect(octets);
    this.receiver = receiver;
  }

  LoadSocket open(Member member) throws IOException {
    return new LoadSocket(member, port, selector);
  }

  /** Does what there is to do; waits for something at most so long, or not at all if 0. */
  void poll(long millis) throws IOException {
    if (millis > 0) {
      selector.select(millis);
    } else {
      selector.selectNow();
    }
    Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
    while (keys.hasNext()) {
      SelectionKey key = keys.next();
      keys.remove();
      LoadSocket socket = (LoadSocket) key.attachment();
      if (key.isConnectable()) {
        socket.connected(port);
      }
      if (key.isWritable()) {
        socket.flush();
      }
      if (key.isReadable()) {
        socket.read(shared, receiver);
      }
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
