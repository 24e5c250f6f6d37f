package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The existing main app's own calls, in Node, with the libraries such an app uses. */
class MainAppTest {
  private static final Path SOURCE = Service.ROOT.resolve("e2e-tests/node/main-app");
  private static final Path WORK = Service.OUTPUT.resolve("main-app");
  private static final int INSTALL_SECONDS = 180;
  private static final int CHECK_SECONDS = 90;

  @Test
  void aMainAppBooksASessionFollowsItAndStoresItsSummaryUnmodified() throws Exception {
    install();
    try (Service service = Service.start(Map.of("WEBHOOK_ALLOWED_HOSTS", "127.0.0.1"))) {
      Map<String, String> env =
          Map.of(
              "ROOM_SERVICE_URL", service.origin().toString(),
              "ROOM_SERVICE_API_KEY", Service.API_KEY,
              "JWT_SIGNING_SECRET", Service.JWT_SECRET);
      assertEquals("ok", run(CHECK_SECONDS, env, "node", "check.js"));
    }
  }

  /** With exactly the packages of the lock file, outside the source tree. */
  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    for (String name : List.of("package.json", "package-lock.json", "check.js", "roomService.js")) {
      Files.copy(SOURCE.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    run(INSTALL_SECONDS, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  }

  private static String run(int limitSeconds, Map<String, String> env, String... command)
      throws IOException, InterruptedException {
    Path log = WORK.resolve(command[0] + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(WORK.toFile());
    builder.environment().putAll(env);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean over = process.waitFor(limitSeconds, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(log).strip();
    assertTrue(over && process.exitValue() == 0, () -> String.join(" ", command) + ": " + said);
    return said;
  }
}
