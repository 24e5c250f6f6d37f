package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.LinkStats;
import org.jspecify.annotations.Nullable;

/** The relay beside one link, from the moment that either end thinks of it. */
final class LinkRelay {
  /** Makes the last rung to one participant; null where there is none. */
  interface Maker {
    @Nullable RelayPath make(RelayPath.Listener listener);
  }

  private final Maker maker;
  private final LinkLines lines;
  private final RelayPath.Listener listener;
  private @Nullable RelayPath path;

  LinkRelay(Maker maker, LinkLines lines, RelayPath.Listener listener) {
    this.maker = maker;
    this.lines = lines;
    this.listener = listener;
  }

  /** False where this browser has none. */
  boolean prepare() {
    if (path == null) {
      path = maker.make(listener);
      setTracks();
    }
    if (path != null) {
      path.prepare();
    }
    return path != null;
  }

  /** What goes out by ICE goes out here, and nothing else. */
  void setTracks() {
    if (path != null) {
      for (Line line : Line.values()) {
        path.setTrack(line, lines.sent(line));
      }
    }
  }

  void receiveKey(String publicKey, int generation) {
    if (prepare() && path != null) {
      path.receiveKey(publicKey, generation);
    }
  }

  void retry() {
    if (path != null) {
      path.retry();
    }
  }

  void setSending(boolean sending) {
    if (sending) {
      prepare();
    }
    if (path != null) {
      path.setSending(sending);
    }
  }

  void setReceiving(boolean receiving) {
    if (path != null) {
      path.setReceiving(receiving);
    }
  }

  boolean holdsPictureBack() {
    return path != null && path.holdsPictureBack();
  }

  boolean isUnheard() {
    return path != null && path.isUnheard();
  }

  boolean isReady() {
    return path != null && path.isReady();
  }

  int packetsReceived() {
    return stats().packetsReceived();
  }

  LinkStats stats() {
    return path == null ? LinkStats.NONE : path.stats();
  }

  @Nullable String safetyWords() {
    return path == null ? null : path.safetyWords();
  }

  void close() {
    if (path != null) {
      path.close();
    }
  }
}
