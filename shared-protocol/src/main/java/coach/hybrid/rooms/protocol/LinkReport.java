package coach.hybrid.rooms.protocol;

/**
 * What one end of a link has measured since its last report (W3C WebRTC statistics; for the relay
 * the same, counted by its own frames).
 *
 * @param pair the candidate pair in use, for people who look for a fault; empty if there is none
 * @param roundTripMillis mean of the period's readings; 0 if there was none
 * @param jitterMillis at the end of the period
 * @param periodMillis that all counts are about
 * @param bytesSent and the other counts: within the period
 * @param concealedPermille of the sound that was played, made up where none came
 * @param freezeMillis for which the picture stood still
 * @param restarts of ICE
 */
public record LinkReport(
    String peerId,
    LinkPath path,
    LinkQuality quality,
    String pair,
    int roundTripMillis,
    int jitterMillis,
    int periodMillis,
    int packetsReceived,
    int packetsLost,
    int bytesSent,
    int bytesReceived,
    int concealedPermille,
    int framesDecoded,
    int freezeMillis,
    int restarts) {}
