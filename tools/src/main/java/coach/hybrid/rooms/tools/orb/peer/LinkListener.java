package coach.hybrid.rooms.tools.orb.peer;

/** What links tell the orb, always on threads of WebRTC: the receiver hands it over. */
public interface LinkListener {
  /** An answer, as {@code RTCSessionDescriptionInit} JSON. */
  void answered(String userId, String description);

  /** A candidate of our own, as {@code RTCIceCandidateInit} JSON. */
  void candidate(String userId, String candidate);

  void connected(String userId, boolean connected);

  /** 10 ms of somebody's voice, 16-bit little-endian; it belongs to the receiver. */
  void heard(String userId, byte[] pcm);

  /** Negotiation failed; the link is of no use until the next offer. */
  void failed(String userId, Throwable cause);
}
