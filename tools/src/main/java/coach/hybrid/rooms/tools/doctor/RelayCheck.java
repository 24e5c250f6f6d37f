package coach.hybrid.rooms.tools.doctor;

import coach.hybrid.rooms.tools.turn.PeerAddress;
import coach.hybrid.rooms.tools.turn.SharedSecret.Credentials;
import coach.hybrid.rooms.tools.turn.TurnClient;
import coach.hybrid.rooms.tools.turn.TurnClient.Relayed;
import coach.hybrid.rooms.tools.turn.TurnRefusedException;
import coach.hybrid.rooms.tools.turn.TurnUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One address of a relay, as a participant behind a strict firewall uses it: an allocation with the
 * credentials he was given, and packets from one allocation to another and back, which is the way
 * between two relayed participants.
 */
final class RelayCheck {
  private static final byte[] WORDS = "from one to the other".getBytes(StandardCharsets.US_ASCII);
  private static final int TRIES = 5;
  private static final Duration ON_ITS_WAY = Duration.ofMillis(500);

  private final Credentials credentials;
  private final SSLContext trust;
  private final Report report;

  RelayCheck(Credentials credentials, SSLContext trust, Report report) {
    this.credentials = credentials;
    this.trust = trust;
    this.report = report;
  }

  static String nameOf(TurnUrl url) {
    return "relay " + url.line().name().toLowerCase(Locale.ROOT);
  }

  /** The address of an allocation; null if the relay is of no use by this way. */
  @Nullable InetSocketAddress look(TurnUrl url) {
    report.looking(nameOf(url) + " " + url);
    InetSocketAddress relayed = null;
    try (TurnClient one = TurnClient.open(url, trust);
        TurnClient other = TurnClient.open(url, trust)) {
      InetSocketAddress seen = one.bind();
      relayed = one.allocate(credentials.username(), credentials.password());
      InetSocketAddress second = other.allocate(credentials.username(), credentials.password());
      boolean met = meet(one, relayed, other, second);
      boolean outwards = permits(one, seen);
      report.add(
          met
              ? judge(url, relayed, seen, outwards)
              : Finding.fail(
                  nameOf(url),
                  url + " relays nothing from one allocation to another",
                  "let UDP between TURN_MIN_PORT and TURN_MAX_PORT of the relay reach itself; behind"
                      + " NAT set TURN_EXTERNAL_IP=PUBLIC/PRIVATE"));
      one.release();
      other.release();
    } catch (TurnRefusedException e) {
      report.add(refused(url, e));
    } catch (IOException e) {
      report.add(unreachable(url, e));
    }
    return relayed;
  }

  private static boolean meet(
      TurnClient one, InetSocketAddress first, TurnClient other, InetSocketAddress second)
      throws IOException {
    one.permit(PeerAddress.of(second));
    other.permit(PeerAddress.of(first));
    return goes(one, other, second) && goes(other, one, first);
  }

  /** Packets may be lost. */
  private static boolean goes(TurnClient from, TurnClient to, InetSocketAddress address)
      throws IOException {
    for (int i = 0; i < TRIES; i++) {
      from.send(PeerAddress.of(address), WORDS);
      Relayed relayed = to.receive(ON_ITS_WAY);
      if (relayed != null && Arrays.equals(relayed.data(), WORDS)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a participant without the relay could be reached, this machine for one. */
  private static boolean permits(TurnClient client, InetSocketAddress peer) throws IOException {
    try {
      client.permit(PeerAddress.of(peer));
      return true;
    } catch (TurnRefusedException e) {
      return false;
    }
  }

  private static Finding judge(
      TurnUrl url, InetSocketAddress relayed, InetSocketAddress seen, boolean outwards) {
    InetAddress own = relayed.getAddress();
    if (own.isLoopbackAddress()) {
      return Finding.warn(
          nameOf(url),
          url + " works, from " + own.getHostAddress(),
          "a relay on loopback is for one machine only: set TURN_LISTENING_IP for others");
    }
    if (own.isSiteLocalAddress() && !seen.getAddress().isSiteLocalAddress()) {
      return Finding.fail(
          nameOf(url),
          url + " gives out the private address " + own.getHostAddress(),
          "set TURN_EXTERNAL_IP=PUBLIC/PRIVATE on the relay");
    }
    return Finding.ok(
        nameOf(url),
        url
            + " works, from "
            + own.getHostAddress()
            + "; it sees this machine as "
            + seen.getAddress().getHostAddress()
            + (outwards ? "" : ", to which it does not relay (TURN_PEERS, or a private address)"));
  }

  private Finding refused(TurnUrl url, TurnRefusedException e) {
    return switch (e.code()) {
      case TurnRefusedException.UNAUTHORIZED ->
          Finding.fail(
              nameOf(url),
              url + " does not know the credentials of " + credentials.username().split(":", 2)[0],
              "TURN_SECRET must be the same at the service and the relay, and their clocks right");
      case TurnRefusedException.FORBIDDEN ->
          Finding.fail(
              nameOf(url),
              url + " does not let two of its own allocations meet",
              "the relay's own address must be among its allowed peers (turn/README.md)");
      case TurnRefusedException.QUOTA_REACHED ->
          Finding.fail(
              nameOf(url), url + " is full", "raise TURN_TOTAL_QUOTA, and look who uses it up");
      default -> Finding.fail(nameOf(url), url + ": " + e.getMessage(), "look at the relay's log");
    };
  }

  private static Finding unreachable(TurnUrl url, IOException e) {
    String said = url + ": " + e.getMessage();
    if (e instanceof SSLException) {
      return Finding.fail(
          nameOf(url),
          said,
          "the relay needs a certificate for " + url.host() + " with its chain: TURN_CERT_FILE");
    }
    if (url.line() == TurnUrl.Line.UDP && e instanceof SocketTimeoutException) {
      return Finding.fail(
          nameOf(url),
          url + " does not answer over UDP",
          "open UDP "
              + url.port()
              + " to the relay; or the network here lets no UDP out, which is"
              + " what the other ways are for");
    }
    return Finding.fail(
        nameOf(url), said, "start the relay (./rooms turn), and open port " + url.port());
  }
}
