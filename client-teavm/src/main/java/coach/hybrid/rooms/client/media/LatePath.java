package coach.hybrid.rooms.client.media;

import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.stats.LinkStats;
import org.jspecify.annotations.Nullable;

/** The last rung of a link that was there before the code for it. */
final class LatePath implements RelayPath {
  private final LateMedia media;
  private final RelayPeer peer;
  private final Listener listener;
  private final @Nullable MediaTrack[] tracks = new MediaTrack[Line.values().length];
  private @Nullable RelayPath path;
  private boolean prepared;
  private @Nullable String theirKey;
  private int theirGeneration;
  private boolean sending;
  private boolean receiving;
  private boolean closed;

  LatePath(LateMedia media, RelayPeer peer, Listener listener) {
    this.media = media;
    this.peer = peer;
    this.listener = listener;
  }

  /** From now on it can be done; what is asked already is done at once. */
  void arrive(RoomMedia arrived) {
    if (closed) {
      return;
    }
    RelayPath made = arrived.create(peer, listener);
    path = made;
    for (Line line : Line.values()) {
      made.setTrack(line, tracks[line.index()]);
    }
    if (prepared) {
      made.prepare();
    }
    if (theirKey != null) {
      made.receiveKey(theirKey, theirGeneration);
    }
    made.setSending(sending);
    made.setReceiving(receiving);
  }

  @Override
  public void prepare() {
    prepared = true;
    if (path == null) {
      media.load();
    } else {
      path.prepare();
    }
  }

  @Override
  public void receiveKey(String publicKey, int generation) {
    theirKey = publicKey;
    theirGeneration = generation;
    if (path != null) {
      path.receiveKey(publicKey, generation);
    }
  }

  @Override
  public void setTrack(Line line, @Nullable MediaTrack track) {
    tracks[line.index()] = track;
    if (path != null) {
      path.setTrack(line, track);
    }
  }

  @Override
  public void setSending(boolean now) {
    sending = now;
    if (path != null) {
      path.setSending(now);
    }
  }

  @Override
  public void setReceiving(boolean now) {
    receiving = now;
    if (path != null) {
      path.setReceiving(now);
    }
  }

  @Override
  public void retry() {
    if (path != null) {
      path.retry();
    }
  }

  @Override
  public boolean holdsPictureBack() {
    return path != null && path.holdsPictureBack();
  }

  @Override
  public boolean isUnheard() {
    return path != null && path.isUnheard();
  }

  @Override
  public boolean isReady() {
    return path != null && path.isReady();
  }

  @Override
  public LinkStats stats() {
    return path == null ? LinkStats.NONE : path.stats();
  }

  @Override
  public @Nullable String safetyWords() {
    return path == null ? null : path.safetyWords();
  }

  @Override
  public void close() {
    closed = true;
    if (path != null) {
      path.close();
    }
  }
}
