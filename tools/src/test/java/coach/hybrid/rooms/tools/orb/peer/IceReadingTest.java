package coach.hybrid.rooms.tools.orb.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.protocol.LinkPath;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IceReadingTest {
  private final Map<String, Map<String, Object>> stats = new HashMap<>();

  private IceReading read(boolean connected) {
    return IceReading.of(stats.values(), id -> stats.getOrDefault(id, Map.of()), connected);
  }

  private void selected(Map<String, Object> local, Map<String, Object> remote) {
    stats.put(
        "T", Map.of("selectedCandidatePairId", "P", "packetsReceived", BigInteger.valueOf(1_234)));
    stats.put("P", Map.of("localCandidateId", "L", "remoteCandidateId", "R"));
    stats.put("L", local);
    stats.put("R", remote);
  }

  @Test
  void beforeThereIsAPairThereIsNoPath() {
    stats.put("X", Map.of("kind", "audio"));
    assertEquals(new IceReading(0, LinkPath.NONE), read(true));
  }

  @Test
  void twoHostsAreDirect() {
    selected(Map.of("candidateType", "host"), Map.of("candidateType", "prflx"));
    assertEquals(new IceReading(1_234, LinkPath.DIRECT), read(true));
    assertEquals(new IceReading(1_234, LinkPath.NONE), read(false));
  }

  @Test
  void ourRelayedCandidateSaysHowTheServerIsReached() {
    for (var expected :
        Map.of("udp", LinkPath.TURN_UDP, "tcp", LinkPath.TURN_TCP, "tls", LinkPath.TURN_TLS)
            .entrySet()) {
      selected(
          Map.of("candidateType", "relay", "relayProtocol", expected.getKey()),
          Map.of("candidateType", "host"));
      assertEquals(expected.getValue(), read(true).path());
    }
  }

  @Test
  void theirRelayedCandidateIsTurnAsWell() {
    selected(Map.of("candidateType", "host"), Map.of("candidateType", "relay"));
    assertEquals(LinkPath.TURN_UDP, read(true).path());
  }
}
