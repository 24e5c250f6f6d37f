package coach.hybrid.rooms.tools.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over HTTP, with processes that only wait in place of orbs. */
class GpuManagerTest {
  private static final String ORDER =
      """
      {"roomId":"r1","sessionId":"s1","orbId":"o1","orbToken":"t.o.k","personality":"analytical",
       "options":{"maxLifetime":7200000,"idleTimeout":300000,"testMode":false}}\
      """;

  private final List<Process> started = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();
  private final List<Map<String, String>> environments = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private GpuManager manager;

  @BeforeEach
  void start() throws IOException {
    OrbHouse house =
        new OrbHouse(
            List.of("orb"),
            Map.of("PATH", "/usr/bin:/bin", "GPU_MANAGER_API_KEY", "secret"),
            1,
            (command, environment) -> {
              commands.add(String.join(" ", command));
              environments.add(environment);
              Process process = new ProcessBuilder("sleep", "60").start();
              started.add(process);
              return process;
            });
    manager = new GpuManager(0, "secret", "localhost:3001", house);
  }

  @AfterEach
  void stop() {
    manager.close();
    http.close();
  }

  private HttpResponse<String> call(String method, String path, String body, String key)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + manager.port() + path))
            .header("Authorization", "Bearer " + key)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return call(method, path, body, "secret");
  }

  @Test
  void anOrbIsSpawnedAsSeedThousandAnswersIt() throws IOException, InterruptedException {
    HttpResponse<String> response = call("POST", "/orbs/spawn", ORDER);
    assertEquals(200, response.statusCode());
    JsonObject body = JsonParser.parseString(response.body()).getAsJsonObject();
    assertTrue(body.get("success").getAsBoolean());
    assertEquals("o1", body.get("orbId").getAsString());
    assertEquals("spawning", body.get("status").getAsString());
    assertEquals(started.getFirst().pid(), body.get("processId").getAsLong());
    assertEquals("/orbs/o1/heartbeat", body.get("heartbeatUrl").getAsString());
  }

  @Test
  void theTokenIsInTheEnvironmentAndOnNoCommandLine() throws IOException, InterruptedException {
    call("POST", "/orbs/spawn", ORDER);
    assertEquals("t.o.k", environments.getFirst().get("ORB_TOKEN"));
    assertEquals("analytical", environments.getFirst().get("ORB_PERSONALITY"));
    assertFalse(environments.getFirst().containsKey("GPU_MANAGER_API_KEY"));
    assertFalse(commands.getFirst().contains("t.o.k"));
    assertTrue(commands.getFirst().contains("--max-lifetime=7200000"));
  }

  @Test
  void theSameOrderTwiceStartsOneOrb() throws IOException, InterruptedException {
    call("POST", "/orbs/spawn", ORDER);
    assertEquals(200, call("POST", "/orbs/spawn", ORDER).statusCode());
    assertEquals(1, started.size());
  }

  @Test
  void beyondTheLimitAnOrderIsRefused() throws IOException, InterruptedException {
    call("POST", "/orbs/spawn", ORDER);
    assertEquals(503, call("POST", "/orbs/spawn", ORDER.replace("o1", "o2")).statusCode());
    assertEquals(1, started.size());
  }

  @Test
  void aTerminatedOrbIsGoneAndUnknown() throws IOException, InterruptedException {
    call("POST", "/orbs/spawn", ORDER);
    assertEquals(200, call("GET", "/orbs/o1/heartbeat", "").statusCode());
    assertEquals(200, call("DELETE", "/orbs/o1/terminate", "").statusCode());
    assertTrue(started.getFirst().waitFor(10, TimeUnit.SECONDS));
    assertEquals(404, call("GET", "/orbs/o1/heartbeat", "").statusCode());
    assertEquals(404, call("DELETE", "/orbs/o1/terminate", "").statusCode());
  }

  @Test
  void withoutTheKeyNothingIsDone() throws IOException, InterruptedException {
    assertEquals(401, call("POST", "/orbs/spawn", ORDER, "wrong").statusCode());
    assertTrue(started.isEmpty());
  }

  @Test
  void nonsenseIsRefusedInWords() throws IOException, InterruptedException {
    assertEquals(400, call("POST", "/orbs/spawn", "[]").statusCode());
    assertEquals(400, call("POST", "/orbs/spawn", "{\"roomId\":\"r\"}").statusCode());
    assertEquals(
        400, call("POST", "/orbs/spawn", ORDER.replace("7200000", "\"soon\"")).statusCode());
    assertEquals(
        400, call("POST", "/orbs/spawn", ORDER.replace("\"r1\"", "\"../r1\"")).statusCode());
    assertEquals(404, call("GET", "/orbs", "").statusCode());
    assertTrue(started.isEmpty());
  }

  @Test
  void whenItStopsItsOrbsStop() throws IOException, InterruptedException {
    call("POST", "/orbs/spawn", ORDER);
    manager.close();
    assertTrue(started.getFirst().waitFor(10, TimeUnit.SECONDS));
  }
}
