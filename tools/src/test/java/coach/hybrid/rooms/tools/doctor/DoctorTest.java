package coach.hybrid.rooms.tools.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.doctor.Finding.Verdict;
import coach.hybrid.rooms.tools.turn.Coturn;
import coach.hybrid.rooms.tools.turn.OwnAuthority;
import coach.hybrid.rooms.tools.turn.SharedSecret;
import coach.hybrid.rooms.tools.turn.SharedSecret.Credentials;
import coach.hybrid.rooms.tools.turn.TurnUrl;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds at services, proxies and relays that are well or ill. */
class DoctorTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> arguments = new ArrayList<>();

  private Report look(FakeService service, Clock clock) throws Exception {
    arguments.add(service.origin().toString());
    arguments.add("--idle=0");
    Patient patient = Patient.from(arguments, environment);
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    Report report = new Report(out, out, false, patient.json());
    new Doctor(patient, new Trust(patient.authority()), clock, report).look();
    report.finish(patient.origin());
    return report;
  }

  private Report look(FakeService service) throws Exception {
    return look(service, Clock.systemUTC());
  }

  private static Finding of(Report report, String check) {
    return report.findings().stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow(() -> new AssertionError(check + " not in " + report.findings()));
  }

  private static void assertFound(Report report, String check, Verdict verdict, String said) {
    Finding finding = of(report, check);
    assertEquals(verdict, finding.verdict(), finding.toString());
    assertTrue(finding.said().contains(said), finding.toString());
    assertEquals(verdict == Verdict.OK, finding.remedy().isEmpty(), finding.toString());
  }

  private static Clock off(Duration by) {
    return Clock.offset(Clock.systemUTC(), by);
  }

  private static void give(FakeService service, TurnUrl url, Credentials credentials) {
    service.answer(
        "/api/ice-servers",
        200,
        "application/json",
        "{\"iceServers\":[{\"urls\":[\"%s\"],\"username\":\"%s\",\"credential\":\"%s\"}],\"ttl\":60}"
            .formatted(url, credentials.username(), credentials.password()));
  }

  private static Credentials good(String secret) {
    return new SharedSecret(secret)
        .until(Clock.systemUTC().instant().plus(Duration.ofMinutes(5)), "check");
  }

  @Test
  void aServiceThatIsWellHasNothingFailed() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY + ",another-key");
    environment.put("TURN_SECRET", Coturn.SECRET);
    try (FakeService service = new FakeService();
        Coturn coturn = Coturn.start(directory)) {
      give(service, coturn.udp(), good(Coturn.SECRET));
      Report report = look(service);
      assertFalse(report.hasFailed(), output.toString(StandardCharsets.UTF_8));
      assertFound(report, "service", Verdict.OK, "1.0.0");
      assertFound(report, "clock", Verdict.OK, "within");
      assertFound(report, "sockets", Verdict.OK, "upgrade gets through");
      assertFound(report, "relay udp", Verdict.OK, coturn.address());
      assertFound(report, "relay guards", Verdict.OK, "does not relay");
      assertFound(report, "relay door", Verdict.OK, "forged, foreign and expired");
      assertFound(report, "relay tls", Verdict.WARN, "no turns:");
      assertTrue(
          output
              .toString(StandardCharsets.UTF_8)
              .contains(
                  "ok    relay door     forged, foreign and expired credentials are refused"));
    }
  }

  @Test
  void aRelayWithAnotherSecretIsFound() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    try (FakeService service = new FakeService();
        Coturn coturn = Coturn.start(directory)) {
      give(service, coturn.tcp(), good("secret-of-nobody"));
      Report report = look(service);
      assertFound(report, "relay tcp", Verdict.FAIL, "refuses credentials that are good until");
      assertTrue(of(report, "relay tcp").remedy().contains("TURN_SECRET"));
    }
  }

  @Test
  void credentialsThatEndBeforeTheyAreGivenOutTellOfAClock() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    try (FakeService service = new FakeService();
        Coturn coturn = Coturn.start(directory)) {
      give(
          service,
          coturn.tcp(),
          new SharedSecret(Coturn.SECRET)
              .until(Clock.systemUTC().instant().minus(Duration.ofHours(1)), "check"));
      Report report = look(service);
      assertFound(report, "relay tcp", Verdict.FAIL, "before they were given out");
      assertTrue(of(report, "relay tcp").remedy().contains("service's clock is behind"));
    }
  }

  @Test
  void aRelayWhoseClockIsAheadIsToldFromOneWithAnotherSecret() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    environment.put("TURN_SECRET", Coturn.SECRET);
    Clock behind = off(Duration.ofHours(-2)); // So is the whole deployment, but for the relay.
    try (FakeService service = new FakeService();
        Coturn coturn = Coturn.start(directory)) {
      give(
          service,
          coturn.tcp(),
          new SharedSecret(Coturn.SECRET)
              .until(behind.instant().plus(Duration.ofHours(1)), "check"));
      Report report = look(service, behind);
      assertFound(report, "relay tcp", Verdict.FAIL, "for expired");
      assertTrue(of(report, "relay tcp").remedy().contains("relay's clock is ahead"));
    }
  }

  @Test
  void aProvidersPairThatIsWrongIsFound() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    try (FakeService service = new FakeService();
        Coturn coturn = Coturn.start(directory)) {
      give(service, coturn.tcp(), new Credentials("rooms", "not-the-password"));
      Report report = look(service);
      assertFound(report, "relay tcp", Verdict.FAIL, "does not know rooms");
      assertTrue(of(report, "relay tcp").remedy().contains("TURN_USERNAME"));
    }
  }

  @Test
  void aRelayThatReachesInsideIsFound() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    try (FakeService service = new FakeService();
        Coturn coturn =
            Coturn.start(directory, "TURN_ALLOWED_PEERS", "169.254.169.254,10.0.0.0-10.0.0.255")) {
      give(service, coturn.udp(), good(Coturn.SECRET));
      Report report = look(service);
      List<Finding> guards =
          report.findings().stream().filter(it -> it.check().equals("relay guards")).toList();
      assertTrue(
          guards.stream()
              .anyMatch(
                  it -> it.verdict() == Verdict.FAIL && it.said().contains("169.254.169.254")),
          guards.toString());
      assertTrue(
          guards.stream().anyMatch(it -> it.said().contains("10.0.0.1 ")), guards.toString());
    }
  }

  @Test
  void aRelayThatIsNotThereIsFound() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    TurnUrl closed;
    try (Coturn coturn = Coturn.start(directory)) {
      closed = coturn.tcp();
    }
    try (FakeService service = new FakeService()) {
      give(service, closed, good(Coturn.SECRET));
      assertFound(look(service), "relay tcp", Verdict.FAIL, closed.toString());
    }
  }

  @Test
  void whereNoRelayIsGivenThatIsSaid() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    try (FakeService service = new FakeService()) {
      assertFound(look(service), "relay", Verdict.WARN, "given none");
    }
  }

  @Test
  void aProxyThatDropsTheUpgradeIsFound() throws Exception {
    try (FakeService service = new FakeService()) {
      service.problem("/ws-simple/doctor-check", 426);
      Report report = look(service);
      assertFound(report, "sockets", Verdict.FAIL, "without its Upgrade header");
      assertTrue(of(report, "sockets").remedy().contains("proxy_http_version"));
    }
  }

  @Test
  void aProxyThatKeepsAPathToItselfIsFound() throws Exception {
    try (FakeService service = new FakeService()) {
      service.answer("/media/doctor-check", 404, "text/html", "<h1>nginx");
      assertFound(look(service), "sockets", Verdict.FAIL, "/media is answered 404 as text/html");
    }
  }

  @Test
  void aKeyThatIsNotTheirsIsFound() throws Exception {
    environment.put("ROOM_SERVICE_API_KEY", "wrong-key");
    try (FakeService service = new FakeService()) {
      service.problem("/api/rooms", 401);
      assertFound(look(service), "api key", Verdict.FAIL, "401");
    }
  }

  @Test
  void clocksThatDisagreeAreFound() throws Exception {
    try (FakeService service = new FakeService()) {
      assertFound(look(service, off(Duration.ofMinutes(2))), "clock", Verdict.FAIL, "s from");
      arguments.clear();
      assertFound(look(service, off(Duration.ofSeconds(-20))), "clock", Verdict.WARN, "s from");
    }
  }

  @Test
  void partsThatAreIllAreNamed() throws Exception {
    try (FakeService service = new FakeService()) {
      service.answer(
          "/health",
          200,
          "application/json",
          FakeService.HEALTHY
              .replace("\"store\":{\"state\":\"ready\"}", "\"store\":{\"state\":\"unavailable\"}")
              .replace(
                  "\"state\":\"ready\",\"detail\":\"whisper\"",
                  "\"state\":\"unavailable\",\"detail\":\"no model\"")
              .replace("\"waiting\":0", "\"waiting\":2")
              .replace("\"state\":\"off\"", "\"state\":\"stale\",\"detail\":\"half a file\""));
      Report report = look(service);
      assertFound(report, "store", Verdict.FAIL, "unavailable");
      assertFound(report, "captions", Verdict.WARN, "no model");
      assertFound(report, "assistants", Verdict.WARN, "2 rooms wait");
      assertFound(report, "tls files", Verdict.WARN, "half a file");
    }
  }

  @Test
  void somethingElseAtTheAddressIsFound() throws Exception {
    try (FakeService service = new FakeService()) {
      service.answer("/health", 200, "text/html", "<h1>Welcome to nginx!");
      assertFound(look(service), "service", Verdict.FAIL, "text/html");
    }
  }

  private @Nullable Finding certificate(String names, Clock clock, boolean believed)
      throws Exception {
    OwnAuthority authority = OwnAuthority.make(directory, names);
    environment.put("ROOM_SERVICE_API_KEY", FakeService.KEY);
    arguments.clear();
    if (believed) {
      arguments.add("--ca=" + authority.certificate());
    }
    try (FakeService service = new FakeService(authority)) {
      Finding finding = of(look(service, clock), "certificate");
      assertEquals(finding.verdict() == Verdict.FAIL, service.keys().isEmpty(), "keys told");
      return finding;
    }
  }

  private void assertCertificate(
      Verdict verdict, String said, String names, Duration later, boolean believed)
      throws Exception {
    Finding finding = certificate(names, off(later), believed);
    assertEquals(verdict, finding == null ? null : finding.verdict(), String.valueOf(finding));
    assertTrue(String.valueOf(finding).contains(said), String.valueOf(finding));
  }

  @Test
  void certificatesAreJudgedBeforeAnyKeyIsTold() throws Exception {
    String fitting = "IP:127.0.0.1";
    assertCertificate(Verdict.OK, "29 days", fitting, Duration.ZERO, true);
    assertCertificate(Verdict.FAIL, "signed by itself", fitting, Duration.ZERO, false);
    assertCertificate(Verdict.FAIL, "is not for 127.0.0.1", "DNS:x.example", Duration.ZERO, true);
    assertCertificate(Verdict.WARN, "renew it now", fitting, Duration.ofDays(20), true);
    assertCertificate(Verdict.FAIL, "expired", fitting, Duration.ofDays(31), true);
    assertCertificate(Verdict.FAIL, "not good before", fitting, Duration.ofDays(-1), true);
  }

  @Test
  void aStarStandsForOneLabel() {
    assertTrue(CertificateCheck.matches("*.example.org", "rooms.example.org"));
    assertFalse(CertificateCheck.matches("*.example.org", "a.rooms.example.org"));
    assertFalse(CertificateCheck.matches("*.example.org", "example.org"));
    assertTrue(CertificateCheck.matches("rooms.example.org", "rooms.example.org"));
  }

  @Test
  void programsGetJson() throws Exception {
    arguments.add("--json");
    environment.put("GPU_MANAGER_URL", "http://127.0.0.1:1");
    try (FakeService service = new FakeService()) {
      look(service);
      JsonObject all =
          JsonParser.parseString(output.toString(StandardCharsets.UTF_8)).getAsJsonObject();
      assertEquals(service.origin().toString(), all.get("url").getAsString());
      assertEquals(1, all.get("fail").getAsInt());
      assertTrue(
          all.getAsJsonArray("checks").asList().stream()
              .map(it -> it.getAsJsonObject())
              .anyMatch(it ->
                  it.get("check").getAsString().equals("gpu manager")
                      && it.get("verdict").getAsString().equals("fail")));
    }
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    for (String bad : List.of("ftp://x", "http://x/path", "--what", "--idle=x", "--ca=/nowhere")) {
      assertThrows(IllegalArgumentException.class, () -> Patient.from(List.of(bad), Map.of()), bad);
    }
  }
}
