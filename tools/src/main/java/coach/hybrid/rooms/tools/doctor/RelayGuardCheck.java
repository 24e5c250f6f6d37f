package coach.hybrid.rooms.tools.doctor;

import coach.hybrid.rooms.tools.turn.PeerAddress;
import coach.hybrid.rooms.tools.turn.SharedSecret;
import coach.hybrid.rooms.tools.turn.SharedSecret.Credentials;
import coach.hybrid.rooms.tools.turn.TurnClient;
import coach.hybrid.rooms.tools.turn.TurnRefusedException;
import coach.hybrid.rooms.tools.turn.TurnUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** What a relay must not do: reach into its own network, or serve whoever has no right to it. */
final class RelayGuardCheck {
  private static final int PORT = 9;
  private static final List<String> IPV6_INSIDE = List.of("::1", "fd00:ec2::254", "fe80::1");

  /** Where nobody from outside has any business, and what it is. */
  private static final Map<String, String> INSIDE =
      Map.of(
          "127.0.0.1", "itself",
          "169.254.169.254", "the cloud's metadata",
          "0.0.0.0", "itself");

  private static final Map<String, String> PRIVATE =
      Map.of(
          "10.0.0.1", "a private network",
          "172.16.0.1", "a private network",
          "192.168.0.1", "a private network",
          "100.64.0.1", "a carrier's network");

  private final Credentials credentials;
  private final String secret;
  private final SSLContext trust;
  private final Clock clock;
  private final Report report;

  /** The secret is empty if only the service knows it. */
  RelayGuardCheck(
      Credentials credentials, String secret, SSLContext trust, Clock clock, Report report) {
    this.credentials = credentials;
    this.secret = secret;
    this.trust = trust;
    this.clock = clock;
    this.report = report;
  }

  /**
   * By an address of the relay that works.
   *
   * @param own what the relay sends from
   */
  void look(TurnUrl url, InetAddress own) {
    report.looking("relay guards " + url.host());
    try {
      lookAtPeers(url, own);
      lookAtCredentials(url);
    } catch (IOException e) {
      report.add(
          Finding.fail("relay guards", url + ": " + e.getMessage(), "look at the relay's log"));
    }
  }

  private void lookAtPeers(TurnUrl url, InetAddress own) throws IOException {
    List<String> open = new ArrayList<>();
    List<String> privately = new ArrayList<>();
    try (TurnClient client = TurnClient.open(url, trust)) {
      client.allocate(credentials.username(), credentials.password());
      for (String address : INSIDE.keySet()) {
        if (!InetAddress.ofLiteral(address).equals(own) && permits(client, peer(address))) {
          open.add(address + " (" + INSIDE.get(address) + ")");
        }
      }
      for (String address : PRIVATE.keySet()) {
        if (permits(client, peer(address))) {
          privately.add(address + " (" + PRIVATE.get(address) + ")");
        }
      }
      client.release();
    }
    open.addAll(openByIpv6(url));
    String remedy = "deny such peers (turn/turnserver.conf.template), also in the firewall";
    if (!own.isSiteLocalAddress() && !own.isLoopbackAddress()) {
      open.addAll(privately);
    } else if (!privately.isEmpty()) {
      report.add(
          Finding.warn(
              "relay guards",
              "it relays to " + String.join(", ", privately),
              "fine if participants are there (TURN_ALLOWED_PEERS); else " + remedy));
    }
    report.add(
        open.isEmpty()
            ? Finding.ok("relay guards", "it does not relay to loopback, metadata or private peers")
            : Finding.fail("relay guards", "it relays to " + String.join(", ", open), remedy));
  }

  /** A relay with IPv6 may be tricked by other spellings of the same places. */
  private List<String> openByIpv6(TurnUrl url) throws IOException {
    List<String> open = new ArrayList<>();
    try (TurnClient client = TurnClient.open(url, trust)) {
      client.allocateIpv6(credentials.username(), credentials.password());
      for (String address : IPV6_INSIDE) {
        if (permits(client, peer(address))) {
          open.add(address);
        }
      }
      for (String address : INSIDE.keySet()) {
        if (permits(client, PeerAddress.mapped(address, PORT))) {
          open.add("::ffff:" + address);
        }
      }
      client.release();
    } catch (TurnRefusedException e) {
      return open; // It has no IPv6 to give.
    }
    return open;
  }

  private static PeerAddress peer(String address) {
    return PeerAddress.of(address, PORT);
  }

  private static boolean permits(TurnClient client, PeerAddress peer) throws IOException {
    try {
      client.permit(peer);
      return true;
    } catch (TurnRefusedException e) {
      return false;
    }
  }

  private void lookAtCredentials(TurnUrl url) throws IOException {
    List<String> accepted = new ArrayList<>();
    String user = credentials.username();
    if (serves(url, new Credentials(user, "not" + credentials.password()))) {
      accepted.add("forged");
    }
    if (serves(url, new Credentials("somebody-else", credentials.password()))) {
      accepted.add("foreign");
    }
    String tried = "forged and foreign";
    if (!secret.isEmpty()) {
      tried = "forged, foreign and expired";
      if (serves(
          url,
          new SharedSecret(secret).until(clock.instant().minus(Duration.ofMinutes(5)), "check"))) {
        accepted.add("expired");
      }
    }
    report.add(
        accepted.isEmpty()
            ? Finding.ok("relay door", tried + " credentials are refused")
            : Finding.fail(
                "relay door",
                String.join(", ", accepted) + " credentials are accepted",
                "use-auth-secret and nothing else must be in the relay's configuration, and its clock"
                    + " right"));
  }

  private boolean serves(TurnUrl url, Credentials invented) throws IOException {
    try (TurnClient client = TurnClient.open(url, trust)) {
      client.allocate(invented.username(), invented.password());
      client.release();
      return true;
    } catch (TurnRefusedException e) {
      return false;
    }
  }
}
