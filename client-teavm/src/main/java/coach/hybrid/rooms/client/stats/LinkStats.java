package coach.hybrid.rooms.client.stats;

import coach.hybrid.rooms.protocol.LinkPath;

/**
 * One reading of a link's counters (W3C WebRTC statistics), summed over everything received. Counts
 * of bytes and samples wrap around: only differences mean anything.
 *
 * @param packetsReceived RTP packets since the link began
 * @param packetsLost RTP packets that never came; may shrink when late ones arrive
 * @param framesDecoded video frames since the link began
 * @param jitterMillis of the audio, else of the camera
 * @param roundTripMillis of the candidate pair in use; 0 if not measured yet
 * @param path of the candidate pair in use; {@code NONE} if there is none
 * @param pair the candidate pair in use, for people who look for a fault; empty if there is none
 * @param bytesSent over the connection, as {@code bytesReceived}
 * @param concealedSamples of the audio, made up where none came; silence is not counted
 * @param samplesReceived of the audio, those made up among them
 * @param freezeMillis for which pictures stood still
 */
public record LinkStats(
    int packetsReceived,
    int packetsLost,
    int framesDecoded,
    int jitterMillis,
    int roundTripMillis,
    LinkPath path,
    String pair,
    int bytesSent,
    int bytesReceived,
    int concealedSamples,
    int samplesReceived,
    int freezeMillis) {

  /** Before anything was read. */
  public static final LinkStats NONE = new LinkStats(0, 0, 0, 0, 0);

  /** What comes in, of a link whose path is not known. */
  public LinkStats(
      int packetsReceived,
      int packetsLost,
      int framesDecoded,
      int jitterMillis,
      int roundTripMillis) {
    this(
        packetsReceived,
        packetsLost,
        framesDecoded,
        jitterMillis,
        roundTripMillis,
        LinkPath.NONE,
        "",
        0,
        0,
        0,
        0,
        0);
  }
}
