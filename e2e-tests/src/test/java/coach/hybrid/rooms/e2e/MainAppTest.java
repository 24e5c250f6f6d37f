package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The existing main app's own calls, in Node, with the libraries such an app uses. */
class MainAppTest {
  private static final int CHECK_SECONDS = 90;

  @Test
  void aMainAppBooksASessionFollowsItAndStoresItsSummaryUnmodified() throws Exception {
    NodeProject mainApp = NodeProject.install("main-app");
    try (Service service = Service.start(Map.of("WEBHOOK_ALLOWED_HOSTS", "127.0.0.1"))) {
      Map<String, String> env =
          Map.of(
              "ROOM_SERVICE_URL", service.origin().toString(),
              "ROOM_SERVICE_API_KEY", Service.API_KEY,
              "JWT_SIGNING_SECRET", Service.JWT_SECRET);
      assertEquals("ok", mainApp.run(CHECK_SECONDS, env, "node", "check.js"));
    }
  }
}
