package coach.hybrid.rooms.tools.load;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two people a room, each with both of his sockets, all on one thread. */
final class RelayPairs implements LoadSocket.Receiver, AutoCloseable {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** Takes relayed messages. */
  interface Hearer {
    void heard(ByteBuffer message);
  }

  /** One person's way in, and whom it leads to. */
  record Line(LoadSocket socket, int to) {}

  private final SocketLoop loop;
  private final List<LoadSocket> signalling = new ArrayList<>();
  private final Map<String, Integer> mediaIds = new HashMap<>();
  private final Map<LoadSocket, Member> relays = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private Hearer hearer = _ -> {};

  RelayPairs(int port) throws IOException {
    this.loop = new SocketLoop(port, 512 * 1024, this);
  }

  List<Line> lines() {
    return lines;
  }

  void hear(Hearer other) {
    hearer = other;
  }

  /** Everybody sits down, then opens the relay. */
  void open(List<Member> people) throws IOException {
    for (Member person : people) {
      signalling.add(loop.open(person));
    }
    await("sat down", () -> mediaIds.size() == people.size());
    for (Member person : people) {
      String target = person.target().replace("/ws-simple/", "/media/").replace("?", "?use=relay&");
      Member relayed = new Member(target, person.userId(), person.peers(), person.mayOffer(), "");
      relays.put(loop.open(relayed), relayed);
    }
    await("was relayed", () -> lines.size() == people.size());
  }

  private interface Condition {
    boolean holds();
  }

  private void await(String what, Condition done) throws IOException {
    long begin = System.nanoTime();
    while (!done.holds()) {
      poll(1);
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IOException("not everybody " + what);
      }
    }
  }

  /** See {@link SocketLoop#poll}. */
  void poll(long millis) throws IOException {
    loop.poll(millis);
  }

  @Override
  public void upgraded(LoadSocket socket) throws IOException {
    Member relayed = relays.get(socket);
    if (relayed == null) {
      socket.join();
    } else {
      Integer to = mediaIds.get(relayed.peers().getFirst());
      lines.add(new Line(socket, to == null ? 0 : to));
    }
  }

  @Override
  public void received(LoadSocket socket, ByteBuffer text) {
    JsonObject message =
        JsonParser.parseString(StandardCharsets.UTF_8.decode(text).toString()).getAsJsonObject();
    if (message.get("type").getAsString().equals("peer-discovery")) {
      mediaIds.put(socket.member().userId(), message.get("mediaId").getAsInt());
    }
  }

  @Override
  public void receivedBinary(LoadSocket socket, ByteBuffer octets) {
    hearer.heard(octets);
  }

  @Override
  public void close() throws IOException {
    for (LoadSocket socket : signalling) {
      socket.close();
    }
    for (LoadSocket socket : relays.keySet()) {
      socket.close();
    }
    loop.close();
  }
}
