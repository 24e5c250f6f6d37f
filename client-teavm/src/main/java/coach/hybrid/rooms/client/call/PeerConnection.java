package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code RTCPeerConnection} as far as a {@link Link} needs it; operations queue as in browsers. */
public interface PeerConnection {
  interface Factory {
    PeerConnection create(List<IceServer> iceServers, Listener listener);
  }

  interface Listener {
    void candidateFound(RawJson candidate);

    void connectionStateChanged();

    /** A track that a remote description announced, on the transceiver with this {@code mid}. */
    void trackReceived(String mid, MediaTrack track);
  }

  enum SignalingState {
    STABLE,
    HAVE_LOCAL_OFFER,
    HAVE_REMOTE_OFFER,
    CLOSED
  }

  /**
   * {@code iceConnectionState} is not here on purpose: in Chromium it never becomes {@code failed}.
   */
  enum ConnectionState {
    NEW,
    CONNECTING,
    CONNECTED,
    DISCONNECTED,
    FAILED,
    CLOSED
  }

  /**
   * A session description.
   *
   * @param offer whether it is an offer, else an answer
   * @param json {@code RTCSessionDescriptionInit} as text
   */
  record Description(boolean offer, RawJson json) {}

  interface Transceiver {
    /** Null until a description holds this transceiver's section. */
    @Nullable String mid();

    boolean isAudio();

    void setDirection(Direction direction);

    void replaceTrack(@Nullable MediaTrack track);

    /** How much picture goes out, beginning with a key frame; negotiates nothing. */
    void limit(SendLimit limit, boolean isScreen);

    void stop();
  }

  SignalingState signalingState();

  ConnectionState connectionState();

  /**
   * A section for the next offer.
   *
   * @param detail of what is sent, if it is a picture
   */
  Transceiver addTransceiver(Line line, Direction direction, Detail detail);

  /** All of them, in the order of their sections. */
  List<Transceiver> transceivers();

  /** The implicit form: an answer if there is a remote offer, else an offer. */
  void setLocalDescription(Consumer<Description> then, Runnable failed);

  void setRemoteDescription(Description description, Runnable then, Runnable failed);

  /** A candidate that cannot be taken costs only itself. */
  void addIceCandidate(RawJson candidate);

  void restartIce();

  void setIceServers(List<IceServer> iceServers);

  void readStats(Consumer<LinkStats> then);

  void close();
}
