package coach.hybrid.rooms.tools.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coach.hybrid.rooms.tools.turn.SharedSecret.Credentials;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay as {@code ./rooms turn} sets it up: whom it serves, and what it does not do. */
class CoturnTest {
  private static final byte[] WORDS = "hello".getBytes(StandardCharsets.UTF_8);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final List<String> NOBODYS_BUSINESS =
      List.of(
          "127.0.0.1",
          "127.0.0.2",
          "0.0.0.0",
          "10.0.0.1",
          "10.255.255.255",
          "100.64.0.1",
          "169.254.169.254",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.0.1",
          "198.18.0.1",
          "168.63.129.16",
          "224.0.0.1",
          "239.255.255.255",
          "255.255.255.255");

  @TempDir private Path directory;

  private static Credentials until(int seconds, String user) {
    return new SharedSecret(Coturn.SECRET)
        .until(Clock.systemUTC().instant().plusSeconds(seconds), user);
  }

  private static SSLContext anyTrust() throws Exception {
    return SSLContext.getDefault();
  }

  private static int refusal(TurnUrl url, Credentials credentials) throws Exception {
    try (TurnClient client = TurnClient.open(url, anyTrust())) {
      return assertThrows(
              TurnRefusedException.class,
              () -> client.allocate(credentials.username(), credentials.password()))
          .code();
    }
  }

  /** The code it is refused with; 0 if it is not. */
  private static int asked(TurnClient client, PeerAddress peer) throws IOException {
    try {
      client.permit(peer);
      return 0;
    } catch (TurnRefusedException e) {
      return e.code();
    }
  }

  private static InetSocketAddress allocated(TurnClient client, Credentials as) throws IOException {
    return client.allocate(as.username(), as.password());
  }

  @Test
  void twoParticipantsMeetThroughItByUdpAndByTcpAndByTls() throws Exception {
    String address = Objects.requireNonNull(Coturn.outside(java.net.Inet4Address.class));
    OwnAuthority authority = OwnAuthority.make(directory, "IP:" + address);
    try (Coturn coturn =
        Coturn.start(
            directory,
            "TURN_CERT_FILE",
            authority.certificate().toString(),
            "TURN_KEY_FILE",
            authority.key().toString())) {
      for (TurnUrl url : List.of(coturn.udp(), coturn.tcp(), coturn.tls())) {
        try (TurnClient coach = TurnClient.open(url, authority.trusting());
            TurnClient client = TurnClient.open(url, authority.trusting())) {
          assertEquals(
              coturn.address(), coach.bind().getAddress().getHostAddress(), url.toString());
          InetSocketAddress ofCoach = allocated(coach, until(60, "coach-1"));
          InetSocketAddress ofClient = allocated(client, until(60, "client-1"));
          coach.permit(PeerAddress.of(ofClient));
          client.permit(PeerAddress.of(ofCoach));
          coach.send(PeerAddress.of(ofClient), WORDS);
          TurnClient.Relayed relayed = Objects.requireNonNull(client.receive(SOON));
          assertArrayEquals(WORDS, relayed.data());
          assertEquals(ofCoach, relayed.from());
          coach.release();
          client.release();
        }
      }
      assertThrows(SSLException.class, () -> TurnClient.open(coturn.tls(), anyTrust()).close());
    }
  }

  @Test
  void expiredForgedAndForeignCredentialsAreRefused() throws Exception {
    try (Coturn coturn = Coturn.start(directory)) {
      Credentials good = until(60, "coach-1");
      try (TurnClient client = TurnClient.open(coturn.udp(), anyTrust())) {
        allocated(client, good);
        client.release();
      }
      Credentials foreign =
          new SharedSecret("secret-of-another-relay")
              .until(Clock.systemUTC().instant().plusSeconds(60), "coach-1");
      for (Credentials bad :
          List.of(
              until(-1, "coach-1"),
              new Credentials(good.username(), "forged"),
              new Credentials(until(3_600, "coach-1").username(), good.password()),
              new Credentials("coach-1", good.password()),
              foreign)) {
        assertEquals(TurnRefusedException.UNAUTHORIZED, refusal(coturn.udp(), bad), bad.username());
        assertEquals(TurnRefusedException.UNAUTHORIZED, refusal(coturn.tcp(), bad), bad.username());
      }
    }
  }

  @Test
  void nobodyIsRelayedInside() throws Exception {
    try (Coturn coturn = Coturn.start(directory);
        TurnClient client = TurnClient.open(coturn.udp(), anyTrust())) {
      allocated(client, until(60, "coach-1"));
      for (String address : NOBODYS_BUSINESS) {
        if (!address.equals(coturn.address())) {
          assertEquals(
              TurnRefusedException.FORBIDDEN, asked(client, PeerAddress.of(address, 80)), address);
        }
      }
      assertEquals(0, asked(client, PeerAddress.of(coturn.address(), 40_500)));
      assertEquals(0, asked(client, PeerAddress.of("8.8.8.8", 40_500)));
    }
  }

  @Test
  void norByAnIpv6AddressThatLeadsThere() throws Exception {
    @Nullable String own = Coturn.outside(Inet6Address.class);
    assumeTrue(own != null, "no IPv6 here");
    try (Coturn coturn =
            Coturn.start(
                directory,
                "TURN_RELAY_IP",
                Coturn.outside(java.net.Inet4Address.class) + "," + own);
        TurnClient client = TurnClient.open(coturn.udp(), anyTrust())) {
      Credentials as = until(60, "coach-1");
      client.allocateIpv6(as.username(), as.password());
      for (String address :
          List.of(
              "::1",
              "::",
              "fe80::1",
              "fe80::",
              "fc00::",
              "fd00:ec2::254",
              "::7f00:0",
              "100::",
              "64:ff9b::",
              "64:ff9b::7f00:1",
              "2002:7f00:1::1",
              "2001::1",
              "2001:db8::1",
              "ff02::1")) {
        assertEquals(
            TurnRefusedException.FORBIDDEN, asked(client, PeerAddress.of(address, 80)), address);
      }
      for (String address : NOBODYS_BUSINESS) {
        assertTrue(asked(client, PeerAddress.mapped(address, 80)) != 0, "::ffff:" + address);
      }
      assertEquals(0, asked(client, PeerAddress.of(String.valueOf(own), 40_500)));
      assertEquals(0, asked(client, PeerAddress.of("2606:4700::1111", 40_500)));
    }
  }

  @Test
  void whoAllowsPeersAllowsThoseAndNoOthers() throws Exception {
    try (Coturn coturn =
            Coturn.start(directory, "TURN_ALLOWED_PEERS", "10.1.0.0-10.1.255.255,192.168.7.7");
        TurnClient client = TurnClient.open(coturn.udp(), anyTrust())) {
      allocated(client, until(60, "coach-1"));
      assertEquals(0, asked(client, PeerAddress.of("10.1.2.3", 80)));
      assertEquals(0, asked(client, PeerAddress.of("192.168.7.7", 80)));
      for (String address : List.of("10.0.255.255", "10.2.0.0", "192.168.7.8", "127.0.0.1")) {
        assertEquals(
            TurnRefusedException.FORBIDDEN, asked(client, PeerAddress.of(address, 80)), address);
      }
    }
  }

  @Test
  void aRelayForItselfAloneRelaysToNobodyElse() throws Exception {
    try (Coturn coturn = Coturn.start(directory, "TURN_PEERS", "self");
        TurnClient client = TurnClient.open(coturn.udp(), anyTrust())) {
      allocated(client, until(60, "coach-1"));
      assertEquals(0, asked(client, PeerAddress.of(coturn.address(), 40_500)));
      assertEquals(
          TurnRefusedException.FORBIDDEN, asked(client, PeerAddress.of("8.8.8.8", 40_500)));
    }
  }

  /** As the demo's, which must reach itself and still nothing else of the machine. */
  @Test
  void aRelayOnLoopbackReachesItselfAndNothingElse() throws Exception {
    try (Coturn coturn = Coturn.startAt("127.0.0.1", directory);
        TurnClient client = TurnClient.open(coturn.udp(), anyTrust())) {
      allocated(client, until(60, "coach-1"));
      assertEquals(0, asked(client, PeerAddress.of("127.0.0.1", 40_500)));
      assertEquals(
          TurnRefusedException.FORBIDDEN, asked(client, PeerAddress.of("127.0.0.2", 40_500)));
    }
  }

  @Test
  void oneParticipantHasHisShareUnderWhateverExpiry() throws Exception {
    try (Coturn coturn = Coturn.start(directory, "TURN_USER_QUOTA", "2");
        TurnClient first = TurnClient.open(coturn.udp(), anyTrust());
        TurnClient second = TurnClient.open(coturn.tcp(), anyTrust());
        TurnClient other = TurnClient.open(coturn.udp(), anyTrust())) {
      allocated(first, until(60, "coach-1"));
      allocated(second, until(61, "coach-1"));
      assertEquals(TurnRefusedException.QUOTA_REACHED, refusal(coturn.udp(), until(62, "coach-1")));
      allocated(other, until(60, "client-1"));
      first.release();
      second.release();
      other.release();
    }
  }

  @Test
  void allTogetherHaveNoMoreThanTheirs() throws Exception {
    try (Coturn coturn = Coturn.start(directory, "TURN_TOTAL_QUOTA", "2");
        TurnClient first = TurnClient.open(coturn.udp(), anyTrust());
        TurnClient second = TurnClient.open(coturn.udp(), anyTrust())) {
      allocated(first, until(60, "a"));
      allocated(second, until(60, "b"));
      assertEquals(TurnRefusedException.QUOTA_REACHED, refusal(coturn.udp(), until(60, "c")));
    }
  }

  @Test
  void itsConfigurationIsReadByNobodyElse() throws Exception {
    try (Coturn coturn = Coturn.start(directory)) {
      Path state = coturn.stateDirectory();
      assertEquals("rwx------", permissions(state));
      assertEquals("rw-------", permissions(state.resolve("turnserver.conf")));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void badSettingsAreNamedInOneLine() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("TURN_SECRET", "short");
    settings.put("TURN_PORT", "99999");
    settings.put("TURN_LISTENING_IP", "turn.example");
    settings.put("TURN_ALLOWED_PEERS", "10.0.0.0/8");
    settings.put("TURN_PEERS", "all");
    settings.put("TURN_CERT_FILE", "/nowhere/cert.pem");
    settings.put("TURN_STATE_DIR", directory.toString());
    ProcessBuilder builder = new ProcessBuilder("../turn/start.sh");
    builder.environment().keySet().removeIf(name -> name.startsWith("TURN_"));
    builder.environment().putAll(settings);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, process.waitFor(), said);
    assertEquals(1, said.lines().count(), said);
    for (String name : settings.keySet()) {
      assertTrue(said.contains(name + " ") != name.equals("TURN_STATE_DIR"), name + " in " + said);
    }
    assertTrue(said.contains("TURN_DOMAIN ") && said.contains("TURN_KEY_FILE "), said);
  }
}
