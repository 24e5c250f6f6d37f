package coach.hybrid.rooms.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "JWT_SIGNING_SECRET", "a-secret-of-the-main-app",
          "ROOM_SERVICE_API_KEY", "first-key-of-main-app, second-key-of-main-app");

  private static Map<String, String> with(String... pairs) {
    Map<String, String> variables = new HashMap<>(LEAST);
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return variables;
  }

  private static List<String> problems(Map<String, String> variables) {
    return assertThrows(ConfigException.class, () -> ServerConfig.from(variables)).problems();
  }

  @Test
  void twoSecretsAreEnough() throws ConfigException {
    ServerConfig config = ServerConfig.from(LEAST);
    assertEquals(3001, config.http().port());
    assertEquals("http://localhost:3001", config.http().publicUrl().toString());
    assertEquals(2, config.auth().apiKeys().size());
    assertEquals("second-key-of-main-app", config.auth().apiKeys().get(1).reveal());
    assertEquals(Duration.ofSeconds(30), config.room().seatGrace());
    assertEquals(Duration.ofSeconds(5), config.room().joinTimeout());
    assertEquals(Duration.ofDays(3), config.room().retention());
    assertFalse(config.orb().legacyJoin());
    assertTrue(config.turn().urls().isEmpty());
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    List<String> problems =
        problems(
            Map.of(
                "PORT", "99999",
                "SEAT_GRACE", "soon",
                "ORB_LEGACY_JOIN", "yes",
                "TURN_SERVER_URL", "stun:x",
                "PUBLIC_URL", "http://host/path"));
    for (String name :
        List.of(
            "PORT",
            "SEAT_GRACE",
            "ORB_LEGACY_JOIN",
            "TURN_SERVER_URL must",
            "TURN_SERVER_URL needs",
            "PUBLIC_URL",
            "JWT_SIGNING_SECRET",
            "ROOM_SERVICE_API_KEY")) {
      assertEquals(1, problems.stream().filter(problem -> problem.startsWith(name)).count(), name);
    }
    assertEquals(8, problems.size());
  }

  @ParameterizedTest
  @CsvSource({
    "1500, 1500",
    "1500ms, 1500",
    "45s, 45000",
    "15m, 900000",
    "2h, 7200000",
    "1d, 86400000",
    "0, 0"
  })
  void durationsAreMillisecondsOrCarryAUnit(String text, long millis) throws ConfigException {
    assertEquals(
        Duration.ofMillis(millis), ServerConfig.from(with("SEAT_GRACE", text)).room().seatGrace());
  }

  @ParameterizedTest
  @CsvSource({"-1", "1.5s", "10 s", "10S", "s", "9999999999999", "1e3", "99999999999d"})
  void otherDurationsAreProblems(String text) {
    assertTrue(problems(with("SEAT_GRACE", text)).getFirst().startsWith("SEAT_GRACE"));
  }

  @Test
  void theEchoIsThereOnlyIfAskedFor() throws ConfigException {
    assertFalse(ServerConfig.from(with()).socket().echo());
    assertTrue(ServerConfig.from(with("WS_ECHO", "true")).socket().echo());
  }

  @Test
  void aSilenceLimitMustBeTwiceThePingInterval() {
    assertEquals(
        1, problems(with("SOCKET_PING_INTERVAL", "8s", "SOCKET_SILENCE_LIMIT", "15s")).size());
  }

  @Test
  void shortSecretsAndKeysAreRefused() {
    assertEquals(1, problems(with("JWT_SIGNING_SECRET", "short")).size());
    assertEquals(1, problems(with("ROOM_SERVICE_API_KEY", "long-enough-key,short")).size());
  }

  @Test
  void turnNeedsASecretOrAPair() throws ConfigException {
    String url = "turn:turn.example:3478";
    assertEquals(1, problems(with("TURN_SERVER_URL", url, "TURN_USERNAME", "u")).size());
    assertEquals(1, problems(with("TURN_SERVER_URL", url, "TURN_SECRET", "short")).size());
    assertEquals(1, problems(with("TURN_SECRET", "sixteen letters.")).size());
    for (String taken : List.of("=sixteen letters.", "\"sixteen letters.")) {
      assertEquals(1, problems(with("TURN_SERVER_URL", url, "TURN_SECRET", taken)).size());
    }
    ServerConfig.from(with("TURN_SERVER_URL", url, "TURN_SECRET", "sixteen letters."));
    ServerConfig.from(with("TURN_SERVER_URL", url, "TURN_USERNAME", "u", "TURN_PASSWORD", "p"));
  }

  /** A provider's, under the names of seed 000's text and those of its issue. */
  @Test
  void turnIsFoundUnderEitherName() throws ConfigException {
    TurnConfig turn =
        ServerConfig.from(
                with(
                    "TURN_URLS",
                    "turn:global.turn.example:3478?transport=udp, turns:[2001:db8::1]:443",
                    "TURN_SERVER_USERNAME",
                    "user",
                    "TURN_SERVER_PASSWORD",
                    "pass"))
            .turn();
    assertEquals(
        List.of("turn:global.turn.example:3478?transport=udp", "turns:[2001:db8::1]:443"),
        turn.urls());
    assertEquals("user", turn.username());
    assertEquals("pass", String.valueOf(turn.password() == null ? "" : turn.password().reveal()));
  }

  /** One bad address and a browser makes no connection at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "turn://turn.example",
        "turn:turn.example:0",
        "turn:turn.example?transport=tls",
        "turn:turn.example/path",
        "turns:turn.example?transport=udp",
        "turn:",
        "https://turn.example",
        "turn:a,turn:b,turn:c,turn:d,turn:e,turn:f,turn:g,turn:h,turn:i"
      })
  void addressesThatBrowsersCannotUseAreRefused(String urls) {
    assertEquals(
        1, problems(with("TURN_SERVER_URL", urls, "TURN_SECRET", "sixteen letters.")).size());
  }

  @Test
  void aCertificateNeedsItsKeyAndMakesTheLinksSecure() throws ConfigException {
    assertEquals(1, problems(with("TLS_CERT_FILE", "/tls/cert.pem")).size());
    assertEquals(1, problems(with("TLS_KEY_FILE", "/tls/key.pem")).size());
    ServerConfig config =
        ServerConfig.from(with("TLS_CERT_FILE", "/tls/cert.pem", "TLS_KEY_FILE", "/tls/key.pem"));
    assertEquals("https://localhost:3001", config.http().publicUrl().toString());
    assertNull(ServerConfig.from(LEAST).tls());
  }

  @Test
  void proxiesAreAddressesOrNetworks() throws ConfigException {
    ServerConfig config = ServerConfig.from(with("TRUSTED_PROXIES", "10.0.0.0/8, ::1"));
    assertEquals(
        List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("::1")),
        config.api().trustedProxies());
    assertEquals(1, problems(with("TRUSTED_PROXIES", "10.0.0.0/8,proxy.example,10/8")).size());
  }

  @Test
  void orbsComeFromNumericAddressesOnly() throws ConfigException {
    assertEquals(1, problems(with("ORB_LEGACY_ADDRESSES", "127.0.0.1,localhost")).size());
    assertTrue(
        ServerConfig.from(LEAST)
            .orb()
            .legacyAddresses()
            .contains(InetAddress.ofLiteral("0:0:0:0:0:0:0:1")));
  }

  @Test
  void orbsAreRunAsTheSeedsSay() throws ConfigException {
    FleetConfig fleet = ServerConfig.from(LEAST).fleet();
    assertTrue(fleet.enabled());
    assertEquals(8, fleet.maxConcurrent());
    assertEquals(Duration.ofSeconds(30), fleet.timing().heartbeat());
    assertEquals(Duration.ofMinutes(5), fleet.timing().unresponsive());
    assertEquals(Duration.ofMinutes(1), fleet.timing().emptyGrace());
    assertEquals(Duration.ofHours(2), fleet.timing().maxLifetime());
    assertEquals(Duration.ofMinutes(5), fleet.timing().idle());
    assertEquals(3, fleet.timing().maxRestarts());
    assertEquals(2_048, fleet.maxMemoryMegabytes());
    assertEquals(50, fleet.maxCpuPercent());
    assertEquals("http://127.0.0.1:8002", Objects.requireNonNull(fleet.gpu()).url().toString());
    assertEquals("/var/www/hybrid-coach-gpu", fleet.program().directory().toString());
    assertEquals(List.of("node", "aiorb.js"), fleet.program().command());
    assertFalse(fleet.program().inherited().contains("JWT_SIGNING_SECRET"));
  }

  @Test
  void bothSeedsNamesCountAndTheFirstSeedsGoFirst() throws ConfigException {
    OrbTiming third =
        ServerConfig.from(
                with("ORB_HEALTH_CHECK_INTERVAL", "10000", "ORB_CLEANUP_GRACE_PERIOD", "20000"))
            .fleet()
            .timing();
    assertEquals(Duration.ofSeconds(10), third.heartbeat());
    assertEquals(Duration.ofSeconds(20), third.emptyGrace());
    OrbTiming both =
        ServerConfig.from(with("ORB_HEALTH_CHECK_INTERVAL", "10000", "HEARTBEAT_INTERVAL", "15000"))
            .fleet()
            .timing();
    assertEquals(Duration.ofSeconds(15), both.heartbeat());
  }

  @Test
  void inTestModeAnOrbLivesForThirtySeconds() throws ConfigException {
    assertEquals(
        Duration.ofSeconds(30),
        ServerConfig.from(with("ORB_TEST_MODE", "true")).fleet().timing().maxLifetime());
  }

  @Test
  void crookedSettingsOfOrbsAreNamed() {
    assertEquals(
        List.of(
            "CPU_HOST must be host:port",
            "GPU_MANAGER_URL must be http(s)://host[:port][/path], or none",
            "ORB_ENVIRONMENT must not name TURN_SECRET, which is a secret of this service"),
        problems(
            with(
                "CPU_HOST",
                "http://rooms:3001/",
                "GPU_MANAGER_URL",
                "ftp://x",
                "ORB_ENVIRONMENT",
                "FINE,TURN_SECRET")));
  }

  @Test
  void aServiceMayHaveNoManager() throws ConfigException {
    assertNull(ServerConfig.from(with("GPU_MANAGER_URL", "none")).fleet().gpu());
  }

  @Test
  void nothingSecretIsPrinted() throws ConfigException {
    Map<String, String> variables =
        with(
            "TURN_SERVER_URL", "turn:turn.example",
            "TURN_SECRET", "turn-secret-word",
            "TURN_USERNAME", "u",
            "TURN_PASSWORD", "turn-password-word");
    String printed = ServerConfig.from(variables).toString();
    for (String name : List.of("JWT_SIGNING_SECRET", "TURN_SECRET", "TURN_PASSWORD")) {
      assertFalse(printed.contains(String.valueOf(variables.get(name))), printed);
    }
    assertFalse(printed.contains("key-of-main-app"), printed);
  }

  @Test
  void problemsDoNotRepeatTheValueOfASecret() {
    Map<String, String> variables =
        with("JWT_SIGNING_SECRET", "tiny-jwt", "ROOM_SERVICE_API_KEY", "tinykey", "PORT", "x");
    String text = String.join(";", problems(variables));
    assertFalse(text.contains("tiny"), text);
  }

  @Test
  void theLanguageModelIsFoundFromWhateverOfItsAddressIsGiven() throws ConfigException {
    assertNull(ServerConfig.from(LEAST).summary().model());
    for (String url :
        List.of("http://ai:9", "http://ai:9/v1/", "http://ai:9/v1/chat/completions")) {
      SummaryConfig.Model model =
          Objects.requireNonNull(
              ServerConfig.from(with("AI_SERVICE_URL", url, "AI_SERVICE_KEY", "k"))
                  .summary()
                  .model());
      assertEquals("http://ai:9/v1/chat/completions", model.chat().toString());
      assertEquals("default", model.name());
      assertEquals("***", String.valueOf(model.key()));
    }
    assertEquals(
        List.of("AI_SERVICE_URL must be http(s)://host[:port][/path]"),
        problems(with("AI_SERVICE_URL", "ai:9")));
  }
}
