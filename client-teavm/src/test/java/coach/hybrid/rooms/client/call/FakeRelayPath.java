package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.LinkPath;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A relay whose keys and media are the test's to bring. */
final class FakeRelayPath implements RelayPath {
  final Listener listener;
  final Map<Line, MediaTrack> tracks = new EnumMap<>(Line.class);
  int prepared;
  @Nullable String theirKey;
  boolean sending;
  boolean receiving;
  boolean ready;
  boolean closed;
  boolean holdsPictureBack;
  boolean unheard;
  int retries;
  int packets;
  int lost;

  FakeRelayPath(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void prepare() {
    if (prepared++ == 0) {
      listener.keyMade("our key", 1);
    }
  }

  @Override
  public void receiveKey(String publicKey, int generation) {
    theirKey = publicKey;
    ready = true;
  }

  @Override
  public void retry() {
    retries++;
  }

  @Override
  public boolean holdsPictureBack() {
    return holdsPictureBack;
  }

  @Override
  public boolean isUnheard() {
    return unheard;
  }

  @Override
  public void setTrack(Line line, @Nullable MediaTrack track) {
    if (track == null) {
      tracks.remove(line);
    } else {
      tracks.put(line, track);
    }
  }

  @Override
  public void setSending(boolean sending) {
    this.sending = sending;
  }

  @Override
  public void setReceiving(boolean receiving) {
    this.receiving = receiving;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public LinkStats stats() {
    return new LinkStats(packets, lost, 0, 5, 20, LinkPath.RELAY, "", 0, 0, 0, 0, 0);
  }

  @Override
  public @Nullable String safetyWords() {
    return ready ? "tiger lamp river stone" : null;
  }

  @Override
  public void close() {
    closed = true;
  }
}
