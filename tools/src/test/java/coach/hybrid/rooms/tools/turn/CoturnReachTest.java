package coach.hybrid.rooms.tools.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coach.hybrid.rooms.tools.turn.SharedSecret.Credentials;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where packets of a participant with good credentials end up: a socket of the relay's own machine
 * listens at every address it has, and each packet says where it was to go.
 */
class CoturnReachTest {
  private static final String ALLOWED = "the relay's own address";
  private static final int SOON_MILLIS = 5_000;
  private static final int MAX_BYTES = 1_500;

  private static final List<String> INSIDE =
      List.of(
          "127.0.0.1",
          "127.0.0.2",
          "127.255.255.254",
          "0.0.0.0",
          "10.0.0.1",
          "100.64.0.1",
          "169.254.169.254",
          "172.16.0.1",
          "192.168.0.1");

  private static final List<String> INSIDE_BY_IPV6 =
      List.of(
          "::1",
          "::",
          "::7f00:1",
          "fe80::1",
          "fc00::1",
          "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
          "64:ff9b::7f00:1",
          "2002:7f00:1::1",
          "::ffff:0:7f00:1");

  @TempDir private Path directory;

  private static Credentials good() {
    return new SharedSecret(Coturn.SECRET)
        .until(Clock.systemUTC().instant().plusSeconds(60), "coach-1");
  }

  @Test
  void noPacketOfAParticipantGetsInside() throws Exception {
    try (Coturn coturn = Coturn.start(directory);
        DatagramSocket ear = new DatagramSocket();
        TurnClient client = TurnClient.open(coturn.tcp(), SSLContext.getDefault())) {
      Credentials as = good();
      client.allocate(as.username(), as.password());
      Map<String, PeerAddress> inside = new LinkedHashMap<>();
      INSIDE.forEach(to -> inside.put(to, PeerAddress.of(to, ear.getLocalPort())));
      assertRefused(client, inside, true);
      PeerAddress own = PeerAddress.of(coturn.address(), ear.getLocalPort());
      assertEquals(List.of(ALLOWED), arrivals(client, inside, own, ear));
    }
  }

  @Test
  void norByIpv6HoweverItIsSpelled() throws Exception {
    @Nullable String own = Coturn.outside(Inet6Address.class);
    assumeTrue(own != null, "no IPv6 here");
    String both = Coturn.outside(Inet4Address.class) + "," + own;
    try (Coturn coturn = Coturn.start(directory, "TURN_RELAY_IP", both);
        DatagramSocket ear = new DatagramSocket();
        TurnClient client = TurnClient.open(coturn.tcp(), SSLContext.getDefault())) {
      Credentials as = good();
      client.allocateIpv6(as.username(), as.password());
      int port = ear.getLocalPort();
      Map<String, PeerAddress> inside = new LinkedHashMap<>();
      INSIDE_BY_IPV6.forEach(to -> inside.put(to, PeerAddress.of(to, port)));
      assertRefused(client, inside, true);
      Map<String, PeerAddress> mapped = new HashMap<>();
      INSIDE.forEach(to -> mapped.put("::ffff:" + to, PeerAddress.mapped(to, port)));
      assertRefused(client, mapped, false);
      inside.putAll(mapped);
      PeerAddress there = PeerAddress.of(String.valueOf(own), port);
      assertEquals(List.of(ALLOWED), arrivals(client, inside, there, ear));
    }
  }

  /** By either way of asking. */
  private static void assertRefused(
      TurnClient client, Map<String, PeerAddress> peers, boolean asForbidden) {
    int channel = 0;
    for (Map.Entry<String, PeerAddress> each : peers.entrySet()) {
      String to = each.getKey();
      int number = channel++;
      int permission =
          assertThrows(TurnRefusedException.class, () -> client.permit(each.getValue()), to).code();
      int bound =
          assertThrows(
                  TurnRefusedException.class, () -> client.bindChannel(number, each.getValue()), to)
              .code();
      if (asForbidden) {
        assertEquals(TurnRefusedException.FORBIDDEN, permission, to);
        assertEquals(TurnRefusedException.FORBIDDEN, bound, to);
      }
      assertTrue(permission >= 400 && bound >= 400, to + " " + permission + " " + bound);
    }
  }

  /** What comes of a packet to each, and last of one that is allowed: they keep their order. */
  private static List<String> arrivals(
      TurnClient client, Map<String, PeerAddress> inside, PeerAddress allowed, DatagramSocket ear)
      throws IOException {
    client.bindChannel(100, allowed);
    for (Map.Entry<String, PeerAddress> each : inside.entrySet()) {
      client.send(each.getValue(), each.getKey().getBytes(StandardCharsets.UTF_8));
    }
    client.send(allowed, ALLOWED.getBytes(StandardCharsets.UTF_8));
    ear.setSoTimeout(SOON_MILLIS);
    List<String> arrived = new ArrayList<>();
    DatagramPacket packet = new DatagramPacket(new byte[MAX_BYTES], MAX_BYTES);
    while (!arrived.contains(ALLOWED)) {
      packet.setLength(MAX_BYTES);
      ear.receive(packet);
      arrived.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
    }
    return arrived;
  }
}
