package coach.hybrid.rooms.tools.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Whether browsers will believe the certificate: its time, its name, its chain. */
final class CertificateCheck {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofDays(14);
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final String host;
  private final int port;
  private final Trust trust;
  private final Clock clock;
  private final Report report;

  CertificateCheck(String host, int port, Trust trust, Clock clock, Report report) {
    this.host = host;
    this.port = port;
    this.trust = trust;
    this.clock = clock;
    this.report = report;
  }

  /** Whether secrets may be told to whoever shows it. */
  boolean look() {
    report.looking("certificate");
    String protocol;
    List<X509Certificate> chain;
    try {
      SSLSession session = handshake();
      protocol = session.getProtocol();
      chain =
          Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (IOException e) {
      report.add(
          Finding.fail(
              "certificate",
              "no TLS at this port: " + e.getMessage(),
              "set TLS_CERT_FILE and TLS_KEY_FILE, or put a proxy with TLS in front"
                  + " (docs/DEPLOY.md)"));
      return false;
    }
    Finding finding = judge(chain, protocol);
    report.add(finding);
    return finding.verdict() != Finding.Verdict.FAIL;
  }

  private SSLSession handshake() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) LIMIT.toMillis());
      socket.setSoTimeout((int) LIMIT.toMillis());
      try (SSLSocket secure =
          (SSLSocket) Trust.blind().getSocketFactory().createSocket(socket, host, port, true)) {
        secure.startHandshake();
        return secure.getSession();
      }
    }
  }

  private Finding judge(List<X509Certificate> chain, String protocol) {
    X509Certificate own = chain.getFirst();
    Instant end = own.getNotAfter().toInstant();
    Duration left = Duration.between(clock.instant(), end);
    if (left.isNegative()) {
      return Finding.fail(
          "certificate", "it expired on " + end, "renew it, and see why that failed");
    }
    if (clock.instant().isBefore(own.getNotBefore().toInstant())) {
      return Finding.fail(
          "certificate",
          "it is not good before " + own.getNotBefore().toInstant(),
          "look at the clocks of this machine and of whoever made it");
    }
    if (!names(own)) {
      return Finding.fail(
          "certificate",
          "it is not for " + host + " but for " + own.getSubjectX500Principal().getName(),
          "get one whose subject alternative names have " + host);
    }
    String objection = trust.objection(chain);
    if (objection != null) {
      return untrusted(chain, objection);
    }
    String said = protocol + ", good until " + end + ", " + left.toDays() + " days";
    return left.compareTo(SOON) <= 0
        ? Finding.warn("certificate", said, "renew it now, and see why that has not happened yet")
        : Finding.ok("certificate", said);
  }

  private static Finding untrusted(List<X509Certificate> chain, String objection) {
    X509Certificate last = chain.getLast();
    boolean selfSigned = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    if (chain.size() == 1 && selfSigned) {
      return Finding.fail(
          "certificate",
          "it is signed by itself: browsers refuse it",
          "get one of an authority; or, if it is meant so, look again with --ca=FILE");
    }
    return Finding.fail(
        "certificate",
        "its chain is not trusted: " + objection,
        selfSigned
            ? "its authority is not known here: look again with --ca=FILE if it is your own"
            : "the file must hold the intermediate certificates as well (fullchain.pem)");
  }

  private boolean names(X509Certificate certificate) {
    Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return false;
    }
    return names != null && names.stream().anyMatch(this::isHost);
  }

  private boolean isHost(List<?> name) {
    int kind = name.getFirst() instanceof Integer number ? number : 0;
    if (!(name.get(1) instanceof String text)) {
      return false;
    }
    return switch (kind) {
      case DNS_NAME -> matches(text.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT));
      case IP_ADDRESS -> sameAddress(text);
      default -> false;
    };
  }

  /** An IPv6 address is written in many ways. */
  private boolean sameAddress(String text) {
    try {
      return InetAddress.ofLiteral(text).equals(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return false; // The host is a name.
    }
  }

  /** A star stands for one label, the first. */
  static boolean matches(String pattern, String host) {
    if (!pattern.startsWith("*.")) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && pattern.substring(1).equals(host.substring(dot));
  }
}
