package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An {@code RTCPeerConnection} with the standard's signaling states: operations run one after the
 * other when {@link #settle} is called, a remote offer rolls a local one back, and an answer
 * without an offer fails. A description's text is its kind and the directions of its sections.
 */
final class FakePeerConnection implements PeerConnection {
  static final class FakeTransceiver implements Transceiver {
    final boolean audio;
    Direction direction;
    @Nullable String mid;
    @Nullable MediaTrack track;
    boolean stopped;
    SendLimit limit = SendLimit.FULL;
    int limited;
    Detail detail = Detail.FULL;

    FakeTransceiver(boolean audio, Direction direction) {
      this.audio = audio;
      this.direction = direction;
    }

    @Override
    public @Nullable String mid() {
      return mid;
    }

    @Override
    public boolean isAudio() {
      return audio;
    }

    @Override
    public void setDirection(Direction direction) {
      this.direction = direction;
    }

    @Override
    public void replaceTrack(@Nullable MediaTrack track) {
      this.track = track;
    }

    @Override
    public void limit(SendLimit limit, boolean isScreen) {
      this.limit = limit;
      limited++;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  final List<FakeTransceiver> lines = new ArrayList<>();
  final List<RawJson> candidates = new ArrayList<>();
  final Listener listener;
  List<IceServer> iceServers;
  ConnectionState connection = ConnectionState.NEW;
  SignalingState signaling = SignalingState.STABLE;
  LinkStats stats = LinkStats.NONE;
  LinkPath path = LinkPath.DIRECT;
  int iceRestarts;
  int rollbacks;
  boolean refusesOffers;
  boolean closed;
  private final Deque<Runnable> operations = new ArrayDeque<>();

  FakePeerConnection(List<IceServer> iceServers, Listener listener) {
    this.iceServers = iceServers;
    this.listener = listener;
  }

  /** Runs one queued operation; false if there was none. */
  boolean step() {
    Runnable operation = operations.poll();
    if (operation != null) {
      operation.run();
    }
    return operation != null;
  }

  void settle() {
    while (step()) {}
  }

  /** Says that packets came. */
  void receivePackets(int count) {
    stats = reading(stats.packetsReceived() + count, stats.packetsLost());
  }

  /** Says that packets did not come. */
  void losePackets(int count) {
    stats = reading(stats.packetsReceived(), stats.packetsLost() + count);
  }

  private LinkStats reading(int received, int lost) {
    return new LinkStats(received, lost, 0, 5, 20, path, "host/udp > host/udp", 0, 0, 0, 0, 0);
  }

  @Override
  public SignalingState signalingState() {
    return signaling;
  }

  @Override
  public ConnectionState connectionState() {
    return connection;
  }

  @Override
  public Transceiver addTransceiver(Line line, Direction direction, Detail detail) {
    FakeTransceiver added = new FakeTransceiver(line.isAudio(), direction);
    added.detail = detail;
    lines.add(added);
    return added;
  }

  @Override
  public List<Transceiver> transceivers() {
    return List.copyOf(lines);
  }

  @Override
  public void setLocalDescription(Consumer<Description> then, Runnable failed) {
    operations.add(() -> {
      boolean offer = signaling != SignalingState.HAVE_REMOTE_OFFER;
      signaling = offer ? SignalingState.HAVE_LOCAL_OFFER : SignalingState.STABLE;
      StringBuilder text = new StringBuilder(offer ? "offer" : "answer");
      for (int i = 0; i < lines.size(); i++) {
        lines.get(i).mid = "" + i;
        text.append(lines.get(i).audio ? " a:" : " v:").append(lines.get(i).direction);
      }
      then.accept(new Description(offer, new RawJson(text.toString())));
    });
  }

  @Override
  public void setRemoteDescription(Description description, Runnable then, Runnable failed) {
    operations.add(() -> {
      if (description.offer() ? refusesOffers : signaling != SignalingState.HAVE_LOCAL_OFFER) {
        failed.run();
        return;
      }
      if (description.offer()) {
        rollbacks += signaling == SignalingState.HAVE_LOCAL_OFFER ? 1 : 0;
        signaling = SignalingState.HAVE_REMOTE_OFFER;
        adoptSections(description.json().text());
      } else {
        signaling = SignalingState.STABLE;
      }
      then.run();
    });
  }

  private void adoptSections(String text) {
    String[] sections = text.split(" ", -1);
    for (int i = 1; i < sections.length; i++) {
      if (lines.size() < i) {
        FakeTransceiver added =
            new FakeTransceiver(sections[i].startsWith("a"), Direction.RECVONLY);
        lines.add(added);
      }
      lines.get(i - 1).mid = "" + (i - 1);
      if (Direction.valueOf(sections[i].substring(2)).sends()) {
        listener.trackReceived("" + (i - 1), new FakeTrack());
      }
    }
  }

  @Override
  public void addIceCandidate(RawJson candidate) {
    candidates.add(candidate);
  }

  @Override
  public void restartIce() {
    iceRestarts++;
  }

  @Override
  public void setIceServers(List<IceServer> iceServers) {
    this.iceServers = iceServers;
  }

  @Override
  public void readStats(Consumer<LinkStats> then) {
    then.accept(stats);
  }

  @Override
  public void close() {
    closed = true;
    signaling = SignalingState.CLOSED;
  }
}
