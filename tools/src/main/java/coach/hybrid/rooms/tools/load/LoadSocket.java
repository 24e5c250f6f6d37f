package coach.hybrid.rooms.tools.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One participant's connection. Only touched by the thread of its {@link Fleet}. */
final class LoadSocket {
  /** Takes what comes in. */
  interface Receiver {
    /** The socket is a WebSocket now. */
    void upgraded(LoadSocket socket) throws IOException;

    /** A text, between position and limit. */
    void received(LoadSocket socket, ByteBuffer text);

    /** A binary message, between position and limit. */
    default void receivedBinary(LoadSocket socket, ByteBuffer octets) {}
  }

  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Member member;
  private final SocketChannel channel = SocketChannel.open();
  private final Queue<ByteBuffer> unsent = new ArrayDeque<>(1);
  private final SelectionKey key;
  private @Nullable ByteBuffer unread;
  private boolean upgraded;
  private boolean joined;
  private long joinSentNanos;

  LoadSocket(Member member, int port, Selector selector) throws IOException {
    this.member = member;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  Member member() {
    return member;
  }

  void connected(int port) throws IOException {
    channel.finishConnect();
    key.interestOps(SelectionKey.OP_READ);
    String request =
        """
        GET %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r
        """
            .formatted(member.target(), port);
    write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
  }

  void join() throws IOException {
    joinSentNanos = System.nanoTime();
    write(ClientFrames.of(ClientFrames.TEXT, member.join().getBytes(StandardCharsets.UTF_8)));
  }

  /** How long the roster took, the first time it comes; 0 afterwards. */
  long joinedAfter(long now) {
    if (joined) {
      return 0;
    }
    joined = true;
    return now - joinSentNanos;
  }

  void write(ByteBuffer bytes) throws IOException {
    if (unsent.isEmpty()) {
      channel.write(bytes);
    }
    if (bytes.hasRemaining()) {
      unsent.add(bytes);
      key.interestOpsOr(SelectionKey.OP_WRITE);
    }
  }

  void flush() throws IOException {
    for (ByteBuffer next = unsent.peek(); next != null; next = unsent.peek()) {
      channel.write(next);
      if (next.hasRemaining()) {
        return;
      }
      unsent.remove();
    }
    key.interestOpsAnd(~SelectionKey.OP_WRITE);
  }

  /**
   * Reads what is there and hands on what is whole.
   *
   * @param shared scratch space of the fleet
   */
  void read(ByteBuffer shared, Receiver receiver) throws IOException {
    shared.clear();
    if (unread != null) {
      shared.put(unread);
      unread = null;
    }
    if (channel.read(shared) < 0) {
      throw new EOFException(member.userId() + " was hung up on");
    }
    shared.flip();
    if (upgraded || readHead(shared, receiver)) {
      readFrames(shared, receiver);
    }
    if (shared.hasRemaining()) {
      unread = ByteBuffer.allocate(shared.remaining()).put(shared).flip();
    }
  }

  private boolean readHead(ByteBuffer in, Receiver receiver) throws IOException {
    for (int i = 0; i + END_OF_HEAD.length <= in.remaining(); i++) {
      if (in.slice(i, END_OF_HEAD.length).equals(ByteBuffer.wrap(END_OF_HEAD))) {
        String head = StandardCharsets.US_ASCII.decode(in.slice(0, i)).toString();
        if (!head.startsWith("HTTP/1.1 101")) {
          throw new IOException(member.target().replaceAll("\\?.*", "") + ": " + head);
        }
        in.position(i + END_OF_HEAD.length);
        upgraded = true;
        receiver.upgraded(this);
        return true;
      }
    }
    return false;
  }

  private void readFrames(ByteBuffer in, Receiver receiver) throws IOException {
    for (int head = ClientFrames.headLength(in); head > 0; head = ClientFrames.headLength(in)) {
      int length = ClientFrames.payloadLength(in);
      if (in.remaining() < head + length) {
        return;
      }
      int opCode = in.get(in.position()) & 15;
      int end = in.position() + head + length;
      ByteBuffer payload = in.duplicate().position(in.position() + head).limit(end);
      in.position(end);
      switch (opCode) {
        case ClientFrames.TEXT -> receiver.received(this, payload);
        case ClientFrames.BINARY -> receiver.receivedBinary(this, payload);
        case ClientFrames.PING -> {
          byte[] echo = new byte[length];
          payload.get(echo);
          write(ClientFrames.of(ClientFrames.PONG, echo));
        }
        case ClientFrames.CLOSE -> throw new IOException(member.userId() + " was sent away");
        default -> {
          // A pong.
        }
      }
    }
  }

  void close() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0); // No thousands of TIME_WAITs.
    channel.close();
  }
}
