package coach.hybrid.rooms.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookConfigTest {
  private static Map<String, String> variables(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    variables.put("JWT_SIGNING_SECRET", "a-secret-of-the-main-app");
    variables.put("ROOM_SERVICE_API_KEY", "key-of-the-main-app");
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return variables;
  }

  private static WebhookConfig config(String... pairs) throws ConfigException {
    return ServerConfig.from(variables(pairs)).webhook();
  }

  private static List<String> problems(String... pairs) {
    return assertThrows(ConfigException.class, () -> ServerConfig.from(variables(pairs)))
        .problems();
  }

  @Test
  void nothingNeedsToBeSaid() throws ConfigException {
    WebhookConfig config = config();
    assertTrue(config.allowedHosts().rules().isEmpty());
    assertEquals(Duration.ofDays(3), config.giveUp());
    assertEquals(Duration.ofSeconds(15), config.timeout());
  }

  @Test
  void deliveriesAreNotTriedLongerThanRoomsAreKept() throws ConfigException {
    assertEquals(Duration.ofHours(2), config("ROOM_RETENTION", "2h").giveUp());
    assertEquals(1, problems("ROOM_RETENTION", "2h", "WEBHOOK_GIVE_UP", "3h").size());
    assertEquals(
        Duration.ofHours(1), config("ROOM_RETENTION", "2h", "WEBHOOK_GIVE_UP", "1h").giveUp());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "main-app.local",
        "main_app",
        "a.b:8080",
        "10.0.0.0/8",
        "10.0.0.1",
        "10.0.0.1:81",
        "fd00::/8",
        "::1",
        "[::1]:81",
        "a, b:1 ,10.0.0.0/8"
      })
  void hostsNetworksAndPortsCanBeAllowed(String text) throws ConfigException {
    assertEquals(
        text.split(",", -1).length,
        config("WEBHOOK_ALLOWED_HOSTS", text).allowedHosts().rules().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.b", "a.b:0", "a.b:99999", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/x", "a/8",
        "*.a.b", "[a.b]", "-a", "a..b", "a b", "[::1]:", "fd00::/129"
      })
  void anythingElseIsAProblem(String text) {
    List<String> problems = problems("WEBHOOK_ALLOWED_HOSTS", text);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().startsWith("WEBHOOK_ALLOWED_HOSTS"));
  }
}
