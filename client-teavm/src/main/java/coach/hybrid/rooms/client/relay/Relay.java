package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.media.MediaSocket;
import coach.hybrid.rooms.client.media.Uplink;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The page's relay: one socket, open while any link may need it, and the links that share it.
 * Everything here runs on the page's one thread.
 */
public final class Relay implements RelayPath.Factory {
  static final int RELOAD_MILLIS = 2_000;

  /** A socket that is needed and so long silent may be one of a network that is gone. */
  static final int SILENT_MILLIS = 3_000;

  /**
   * One that opened, or brought something, within this time is of the network there is now: the
   * doubt that took our seat's socket began after it.
   */
  static final int FRESH_MILLIS = 2_500;

  final String roomId;
  final Timers timers;
  final Crypto crypto;
  private final MediaEngine.Loader loader;
  private final Uplink uplink;
  private final List<RelayLink> links = new ArrayList<>();
  private @Nullable MediaEngine engine;
  private boolean loading;
  private int loads;
  private boolean joined;
  private int unknownFrames;
  private int heardAt;
  private int openGeneration;

  public Relay(
      String roomId,
      Crypto crypto,
      MediaEngine.Loader loader,
      MediaSocket.Factory sockets,
      Timers timers,
      IntUnaryOperator randomBelow) {
    this.roomId = roomId;
    this.timers = timers;
    this.crypto = crypto;
    this.loader = loader;
    this.uplink = new Uplink(sockets, timers, randomBelow, this::receive, this::update);
  }

  @Override
  public RelayPath create(RelayPath.RelayPeer peer, RelayPath.Listener listener) {
    return new RelayLink(this, peer, listener);
  }

  /**
   * Whether we sit in the room; while we do not, nothing is opened, and what is open stays if it
   * carries something: the network that took our seat's socket has taken an idle one as well.
   */
  public void setJoined(boolean now) {
    joined = now;
    if (now) {
      uplink.reconsider();
    } else if (uplink.isOpen() && isSilentFor(FRESH_MILLIS)) {
      uplink.close();
    }
    update();
  }

  /** Another network: what was opened on the one before may never say that it is dead. */
  public void networkChanged() {
    renew();
  }

  private void renew() {
    if (!links.isEmpty()) {
      uplink.close();
      update();
    }
  }

  /** Something should come and does not: another socket, if nothing has come over this one. */
  void doubt() {
    if (uplink.isOpen() && isSilentFor(SILENT_MILLIS)) {
      renew();
    }
  }

  private boolean isSilentFor(int millis) {
    return timers.nowMillis() - heardAt >= millis;
  }

  void add(RelayLink link) {
    links.add(link);
    load();
    update();
  }

  void remove(RelayLink link) {
    links.remove(link);
    if (links.isEmpty()) {
      uplink.close();
    }
  }

  private void load() {
    if (engine == null && !loading && !links.isEmpty()) {
      loading = true;
      loads++;
      int turn = loads;
      loader.load(
          loaded -> {
            engine = loaded;
            update();
          },
          () -> {
            if (turn == loads) {
              loads++; // However often it fails, it is tried once more.
              timers.after(
                  RELOAD_MILLIS,
                  () -> {
                    loading = false;
                    load();
                  });
            }
          });
    }
  }

  private void update() {
    if (joined && !links.isEmpty()) {
      uplink.open();
    }
    if (isOpen() && openGeneration != generation()) {
      openGeneration = generation();
      heardAt = timers.nowMillis();
    }
    for (RelayLink link : new ArrayList<>(links)) {
      link.update();
    }
  }

  private void receive(byte[] message) {
    heardAt = timers.nowMillis();
    try {
      MediaFrame frame = MediaFrame.decode(message);
      for (RelayLink link : links) {
        if (link.isFrom(frame.peer())) {
          link.receive(frame);
          return;
        }
      }
      unknownFrames++;
    } catch (ProtocolException e) {
      unknownFrames++;
    }
  }

  /** Frames that were none, or from nobody we have a link to. */
  int unknownFrames() {
    return unknownFrames;
  }

  boolean isOpen() {
    return uplink.isOpen();
  }

  /** Null before it is loaded. */
  @Nullable MediaEngine engine() {
    return engine;
  }

  int generation() {
    return uplink.generation();
  }

  int waitingBytes() {
    return uplink.waitingBytes();
  }

  boolean send(byte[] message, int mostBytes) {
    return uplink.send(message, mostBytes);
  }
}
