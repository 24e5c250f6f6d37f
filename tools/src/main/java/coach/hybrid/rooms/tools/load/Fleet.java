package coach.hybrid.rooms.tools.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Thousands of participants on one thread: opens them, joins them, hands on what they hear. */
final class Fleet implements LoadSocket.Receiver, AutoCloseable {
  private static final byte[] ROSTER =
      "{\"type\":\"peer-discovery\"".getBytes(StandardCharsets.US_ASCII);
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  /** Takes forwarded messages. */
  interface Hearer {
    void heard(ByteBuffer text);
  }

  /** How joining went. */
  record Joins(double perSecond, Nanos latency) {}

  private final SocketLoop loop;
  private final List<LoadSocket> sockets = new ArrayList<>();
  private Nanos joinTimes = new Nanos();
  private Hearer hearer = _ -> {};

  Fleet(int port) throws IOException {
    this.loop = new SocketLoop(port, 256 * 1024, this);
  }

  List<LoadSocket> sockets() {
    return sockets;
  }

  void hear(Hearer other) {
    hearer = other;
  }

  /**
   * Opens and joins them all, as fast as it goes.
   *
   * @param inFlight how many are on their way at once
   */
  Joins join(List<Member> members, int inFlight) throws IOException {
    long begin = System.nanoTime();
    return join(members, (started, joined) -> started - joined < inFlight, begin);
  }

  /** Opens and joins them at a fixed rate, whatever the server does. */
  Joins joinPaced(List<Member> members, int perSecond) throws IOException {
    long begin = System.nanoTime();
    return join(
        members,
        (started, _) -> started * 1_000_000_000L / perSecond <= System.nanoTime() - begin,
        begin);
  }

  private interface Pace {
    boolean mayStart(int started, int joined);
  }

  private Joins join(List<Member> members, Pace pace, long begin) throws IOException {
    joinTimes = new Nanos();
    int started = 0;
    while (joinTimes.count() < members.size()) {
      while (started < members.size() && pace.mayStart(started, joinTimes.count())) {
        sockets.add(loop.open(members.get(started++)));
      }
      poll(1);
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IOException(
            "only " + joinTimes.count() + " of " + members.size() + " participants could join");
      }
    }
    return new Joins(members.size() * 1e9 / (System.nanoTime() - begin), joinTimes);
  }

  /** See {@link SocketLoop#poll}. */
  void poll(long millis) throws IOException {
    loop.poll(millis);
  }

  void pollFor(long millis) throws IOException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      poll(5);
    }
  }

  @Override
  public void upgraded(LoadSocket socket) throws IOException {
    socket.join();
  }

  @Override
  public void received(LoadSocket socket, ByteBuffer text) {
    boolean roster =
        text.remaining() >= ROSTER.length
            && text.slice(text.position(), ROSTER.length).equals(ByteBuffer.wrap(ROSTER));
    if (!roster) {
      hearer.heard(text);
      return;
    }
    long nanos = socket.joinedAfter(System.nanoTime());
    if (nanos > 0) {
      joinTimes.add(nanos);
    }
  }

  @Override
  public void close() throws IOException {
    for (LoadSocket socket : sockets) {
      socket.close();
    }
    loop.close();
  }
}
