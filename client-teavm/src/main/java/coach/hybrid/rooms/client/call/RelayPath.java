package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.LinkStats;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The last rung: media to and from one participant through the room service. One for each Link. */
public interface RelayPath {
  interface Factory {
    RelayPath create(RelayPeer peer, Listener listener);
  }

  /** Who is at the two ends; mediaIds change with a roster: ask when needed. */
  record RelayPeer(
      String selfId,
      String peerId,
      IntSupplier peerMediaId,
      boolean sendsAudio,
      boolean sendsVideo,
      boolean sendsScreen) {}

  interface Listener {
    /** The other end needs this part of the key. */
    void keyMade(String publicKey, int generation);

    /** A track that plays what comes over the relay; one for each line, and stable. */
    void trackReceived(Line line, MediaTrack track);

    /** Keyed, the socket was lost, media began or stopped. */
    void relayChanged();
  }

  /** Makes keys and opens the page's relay socket; does nothing the second time. */
  void prepare();

  void receiveKey(String publicKey, int generation);

  /**
   * Something may have been lost on its way: says our key again, and takes another socket if this
   * one has been silent.
   */
  void retry();

  void setTrack(Line line, @Nullable MediaTrack track);

  /** The other side hears us by the relay, or does so no more. */
  void setSending(boolean sending);

  /** Plays what comes, or throws it away. */
  void setReceiving(boolean receiving);

  /** Whether the network carries no picture of ours now. */
  boolean holdsPictureBack();

  /** Whether the sound that comes cannot be played here. */
  boolean isUnheard();

  /** Whether it is keyed both ways and the socket is open. */
  boolean isReady();

  /** Since the beginning. */
  LinkStats stats();

  /** Four words that are the same at both ends; null before it is keyed. */
  @Nullable String safetyWords();

  void close();
}
