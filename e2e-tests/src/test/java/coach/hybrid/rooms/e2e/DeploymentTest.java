package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./rooms doctor} looks at the packaged service and at {@code ./rooms turn}. No browsers.
 */
class DeploymentTest {
  private static final String SECRET = "secret-of-both-of-them";

  /**
   * Longer than the service ever leaves a quiet socket without a ping: one and a half intervals.
   */
  private static final String IDLE = "--idle=10";

  @TempDir private static Path directory;
  private static Process relay;
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    int port = Service.freePort();
    ProcessBuilder turn = new ProcessBuilder(Service.ROOT.resolve("rooms").toString(), "turn");
    turn.environment()
        .putAll(
            Map.of(
                "TURN_SECRET", SECRET,
                "TURN_DOMAIN", "localhost",
                "TURN_LISTENING_IP", "127.0.0.1",
                "TURN_PORT", Integer.toString(port),
                "TURN_MIN_PORT", "41000",
                "TURN_MAX_PORT", "41099",
                "TURN_STATE_DIR", directory.resolve("turn").toString()));
    relay =
        turn.redirectErrorStream(true)
            .redirectOutput(directory.resolve("turn.log").toFile())
            .start();
    service =
        Service.start(
            Map.of(
                "TURN_SERVER_URL",
                "turn:127.0.0.1:%d?transport=udp,turn:127.0.0.1:%d?transport=tcp"
                    .formatted(port, port),
                "TURN_SECRET",
                SECRET));
    Await.until("the relay listens", Duration.ofSeconds(20), () -> listens(port));
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    relay.destroy();
  }

  private record Diagnosis(int exit, JsonObject report) {
    JsonObject of(String check) {
      for (JsonElement each : report.getAsJsonArray("checks")) {
        if (each.getAsJsonObject().get("check").getAsString().equals(check)) {
          return each.getAsJsonObject();
        }
      }
      throw new AssertionError(check + " not in " + report);
    }

    void assertFound(String check, String verdict, String said) {
      JsonObject finding = of(check);
      assertEquals(verdict, finding.get("verdict").getAsString(), finding.toString());
      assertTrue(finding.get("said").getAsString().contains(said), finding.toString());
    }
  }

  private static Diagnosis doctor(Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Service.ROOT.resolve("rooms").toString(), "doctor", "--json"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return new Diagnosis(exit, JsonParser.parseString(output).getAsJsonObject());
  }

  @Test
  void aParticipantsTokenShowsTheWholeWay() throws Exception {
    RoomLinks room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
    String token = room.coach().toString().replaceFirst(".*[?]token=", "");
    Diagnosis found =
        doctor(
            Map.of("TURN_SECRET", SECRET),
            service.origin().toString(),
            "--room-token=" + token,
            IDLE);
    found.assertFound("service", "ok", "healthy");
    found.assertFound("sockets", "ok", "refused before it");
    found.assertFound("seat", "ok", "joined");
    found.assertFound("relay udp", "warn", "works");
    found.assertFound("relay tcp", "warn", "works");
    found.assertFound("relay guards", "ok", "does not relay");
    found.assertFound("relay door", "ok", "forged, foreign and expired");
    found.assertFound("idle socket", "ok", "pings come through");
    assertEquals(0, found.exit(), found.report().toString());
  }

  @Test
  void aProxyThatCutsIdleSocketsIsFound() throws Exception {
    service.mainApp().createRoom(Order.of("Ada", "Cleo"));
    try (CuttingProxy proxy = new CuttingProxy(service.origin().getPort(), Duration.ofSeconds(2))) {
      Diagnosis found =
          doctor(
              Map.of("ROOM_SERVICE_API_KEY", Service.API_KEY),
              URI.create("http://localhost:" + proxy.port()).toString(),
              IDLE);
      found.assertFound("api key", "ok", "accepted");
      found.assertFound("relay tcp", "warn", "works");
      found.assertFound("idle socket", "fail", "closed with");
      assertEquals(1, found.exit(), found.report().toString());
    }
  }
}
