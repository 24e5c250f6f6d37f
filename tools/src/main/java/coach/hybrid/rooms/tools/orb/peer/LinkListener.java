package coach.hybrid.rooms.tools.orb.peer;

import coach.hybrid.rooms.protocol.LinkPath;

/** What links tell the orb, always on threads of WebRTC: the receiver hands it over. */
public interface LinkListener {
  /**
   * An answer, as {@code RTCSessionDescriptionInit} JSON.
   *
   * @param newLink whether it is the first one of its connection
   */
  void answered(String userId, String description, boolean newLink);

  /** A candidate of our own, as {@code RTCIceCandidateInit} JSON. */
  void candidate(String userId, String candidate);

  void connected(String userId, boolean connected);

  /** 10 ms of somebody's voice, 16-bit little-endian; it belongs to the receiver. */
  void heard(String userId, byte[] pcm);

  /** What came in so far, and by which path: {@link LinkPath#NONE} while not connected. */
  void measured(String userId, long packets, LinkPath path);

  /** Negotiation failed; the link is of no use until the next offer. */
  void failed(String userId, Throwable cause);
}
