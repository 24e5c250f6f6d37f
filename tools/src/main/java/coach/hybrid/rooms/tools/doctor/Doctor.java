package coach.hybrid.rooms.tools.doctor;

import coach.hybrid.rooms.tools.turn.TurnUrl;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks one question after the other; what cannot be asked any more is left out and said. */
final class Doctor {
  private final Patient patient;
  private final Trust trust;
  private final Clock clock;
  private final Report report;

  Doctor(Patient patient, Trust trust, Clock clock, Report report) {
    this.patient = patient;
    this.trust = trust;
    this.clock = clock;
    this.report = report;
  }

  void look() throws InterruptedException {
    try (Web web = new Web(trust.context())) {
      Relays relays;
      SocketCheck sockets = new SocketCheck(patient, web, report);
      if (reachable() && new ServiceCheck(patient, web, clock, report).look()) {
        sockets.look();
        relays = relays(sockets.iceServers(), web);
      } else {
        relays = Relays.own(patient, clock);
      }
      if (relays != null) {
        lookAt(relays);
      }
      URI manager = patient.manager();
      if (manager != null) {
        new ManagerCheck(manager, patient.managerKey(), web, report).look();
      }
      sockets.finish(); // Last: it has stayed open all the while.
    }
  }

  /** No secret is told to somebody whose certificate is not good. */
  private boolean reachable() {
    return new PortCheck(patient, report).look()
        && (!patient.secure()
            || new CertificateCheck(patient.host(), patient.port(), trust, clock, report).look());
  }

  private @Nullable Relays relays(@Nullable JsonObject given, Web web) throws InterruptedException {
    Relays relays = null;
    String source = "the service";
    try {
      if (given != null) {
        relays = Relays.read(given, source);
      } else if (!patient.apiKey().isEmpty()) {
        relays = Relays.ask(patient, web);
      } else {
        source = "";
        relays = Relays.own(patient, clock);
      }
    } catch (IOException e) {
      report.add(Finding.fail("relay", String.valueOf(e.getMessage()), "look at the log"));
      return null;
    }
    if (relays == null) {
      report.add(
          source.isEmpty()
              ? Finding.warn(
                  "relay",
                  "not looked at: no credentials",
                  "give --room-token=…, ROOM_SERVICE_API_KEY, or TURN_SERVER_URL and TURN_SECRET")
              : Finding.warn(
                  "relay",
                  "participants are given none: strict networks use the service's own relay alone",
                  "run ./rooms turn and set TURN_SERVER_URL and TURN_SECRET (turn/README.md)"));
    }
    return relays;
  }

  private void lookAt(Relays relays) {
    RelayCheck check =
        new RelayCheck(relays.credentials(), patient.turnSecret(), trust.context(), clock, report);
    RelayGuardCheck guards =
        new RelayGuardCheck(
            relays.credentials(), patient.turnSecret(), trust.context(), clock, report);
    Set<String> guarded = new HashSet<>();
    Set<TurnUrl.Line> lines = new HashSet<>();
    for (String text : relays.urls()) {
      TurnUrl url;
      try {
        url = TurnUrl.parse(text);
      } catch (IllegalArgumentException e) {
        report.add(
            Finding.fail("relay", text + " is no address", "turn:HOST:PORT?transport=udp|tcp"));
        continue;
      }
      lines.add(url.line());
      InetSocketAddress own = check.look(url);
      if (own != null && guarded.add(url.host())) {
        guards.look(url, own.getAddress());
      }
    }
    if (!lines.contains(TurnUrl.Line.TLS)) {
      report.add(
          Finding.warn(
              "relay tls",
              "there is no turns: address",
              "networks that let only TLS on 443 out need one: TURN_CERT_FILE (turn/README.md)"));
    }
  }
}
