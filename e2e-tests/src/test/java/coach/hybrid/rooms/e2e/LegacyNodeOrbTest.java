package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An {@code aiorb.js} written from seeds 002 and 003, spawned as seed 000 spawns it. */
class LegacyNodeOrbTest {
  private static final Duration ORB_LIMIT = Duration.ofSeconds(30);

  @Test
  void anExistingNodeOrbIsSpawnedJoinsAnswersAndShutsDown() throws Exception {
    NodeProject orb = NodeProject.install("legacy-orb");
    Order order = Order.of("Ada", "Cleo").withAssistant();
    try (Service service =
            Service.start(
                Map.of(
                    "ENABLE_AI_ORBS", "true",
                    "ORB_LEGACY_JOIN", "true",
                    "GPU_MANAGER_URL", "none",
                    "GPU_SERVER_PATH", orb.directory().toString()));
        Participant coach = Participant.withFakeDevices();
        Participant client = Participant.withFakeDevices()) {
      RoomLinks room = service.mainApp().createRoom(order);
      coach.join(room.coach());
      client.join(room.client());
      Await.until(
          () -> "the orb; the service says: " + service.log(),
          ORB_LIMIT,
          () -> coach.remoteTiles().contains("AI Assistant"));
      coach.awaitMedia(2);
      client.awaitMedia(2);
      awaitInLog(service, "from " + order.coach().userId() + ": [1-9]\\d* frames, [1-9]");
      awaitInLog(service, "from " + order.client().userId() + ": [1-9]\\d* frames, [1-9]");

      service.mainApp().endRoom(room.roomId(), "system");
      awaitInLog(service, "shutdown: session_complete");
      Await.until(
          "its process to end",
          Participant.SOON,
          () -> ProcessHandle.allProcesses().noneMatch(process -> runs(process, room.roomId())));
      String summary = service.mainApp().summary(room.roomId()).toString();
      for (String said :
          List.of("Good progress on breath awareness", "breathing", "Continue daily practice")) {
        assertTrue(summary.contains(said), summary);
      }
    }
  }

  private static void awaitInLog(Service service, String pattern) {
    Pattern line = Pattern.compile(pattern);
    Await.until(
        () -> pattern + " in: " + service.log(),
        Participant.SOON,
        () -> line.matcher(service.log()).find());
  }

  private static boolean runs(ProcessHandle process, String roomId) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains("--room=" + roomId))
        .isPresent();
  }
}
