package coach.hybrid.rooms.tools.orb.peer;

import coach.hybrid.rooms.protocol.LinkPath;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What WebRTC's statistics say of the way a link goes.
 *
 * @param packets of any kind that came in, since the connection began
 * @param path of the selected candidate pair, or none
 */
record IceReading(long packets, LinkPath path) {
  private static final String PAIR = "selectedCandidatePairId";

  /**
   * Reads them, whatever their entries are called: numbers are looked up where they must be.
   *
   * @param connected while it is not, there is no path
   */
  static IceReading of(
      Iterable<Map<String, Object>> entries,
      Function<String, Map<String, Object>> byId,
      boolean connected) {
    for (Map<String, Object> transport : entries) {
      if (transport.get(PAIR) instanceof String pairId) {
        Map<String, Object> pair = byId.apply(pairId);
        LinkPath path =
            connected
                ? path(
                    byId.apply(text(pair, "localCandidateId")),
                    byId.apply(text(pair, "remoteCandidateId")))
                : LinkPath.NONE;
        return new IceReading(number(transport, "packetsReceived"), path);
      }
    }
    return new IceReading(0, LinkPath.NONE);
  }

  /** Through whose TURN server it goes does not matter; how that is reached is known of ours. */
  private static LinkPath path(Map<String, Object> local, Map<String, Object> remote) {
    if ("relay".equals(local.get("candidateType"))) {
      return switch (text(local, "relayProtocol")) {
        case "tcp" -> LinkPath.TURN_TCP;
        case "tls" -> LinkPath.TURN_TLS;
        default -> LinkPath.TURN_UDP;
      };
    }
    return "relay".equals(remote.get("candidateType")) ? LinkPath.TURN_UDP : LinkPath.DIRECT;
  }

  private static String text(Map<String, Object> values, String name) {
    return Objects.toString(values.get(name), "");
  }

  private static long number(Map<String, Object> values, String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
