package coach.hybrid.rooms.tools.doctor;

import coach.hybrid.rooms.tools.turn.PeerAddress;
import coach.hybrid.rooms.tools.turn.SharedSecret;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
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

  private static final Pattern END = Pattern.compile("\\d{9,11}");
  private static final Duration LATER = Duration.ofDays(365);

  private final Credentials credentials;
  private final String secret;
  private final SSLContext trust;
  private final Clock clock;
  private final Report report;

  /** The secret is empty if only the service knows it. */
  RelayCheck(Credentials credentials, String secret, SSLContext trust, Clock clock, Report report) {
    this.credentials = credentials;
    this.secret = secret;
    this.trust = trust;
    this.clock = clock;
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
      case TurnRefusedException.UNAUTHORIZED -> unauthorized(url);
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

  /** Credentials of a shared secret begin with the second that they end in. */
  private Finding unauthorized(TurnUrl url) {
    String user = credentials.username();
    String end = user.split(":", 2)[0];
    if (!END.matcher(end).matches()) {
      return Finding.fail(
          nameOf(url),
          url + " does not know " + user + ", or not this password",
          "TURN_USERNAME and TURN_PASSWORD must be those the relay's provider has given out");
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(end));
    if (until.isBefore(clock.instant())) {
      return Finding.fail(
          nameOf(url),
          url + " refuses credentials that ended at " + until + ", before they were given out",
          "the service's clock is behind: keep time with NTP there, and on the relay");
    }
    return acceptsLater(url)
        ? Finding.fail(
            nameOf(url),
            url + " takes credentials that are good until " + until + " for expired",
            "the relay's clock is ahead: keep time with NTP there, and on the service")
        : Finding.fail(
            nameOf(url),
            url + " refuses credentials that are good until " + until,
            "TURN_SECRET must be the same at the service and the relay; if it is, the relay's"
                + " clock is ahead (NTP)");
  }

  /** Whether the same secret opens it to credentials that end long after: if we know it. */
  private boolean acceptsLater(TurnUrl url) {
    if (secret.isEmpty()) {
      return false;
    }
    Credentials later = new SharedSecret(secret).until(clock.instant().plus(LATER), "check");
    try (TurnClient client = TurnClient.open(url, trust)) {
      client.allocate(later.username(), later.password());
      client.release();
      return true;
    } catch (IOException e) {
      return false;
    }
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
