package coach.hybrid.rooms.tools.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The real Node host in front of a shell that plays an orb. */
class OrbHostTest {
  private static final Path HOST = Path.of("orb-host/host.mjs").toAbsolutePath();

  @Test
  void aTalkingOrbAndItsStrayChildGoWithTheService() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "node",
            HOST.toString(),
            "--",
            "sh",
            "-c",
            "setsid sleep 300 </dev/null >/dev/null 2>&1 & echo stray $!; "
                + "trap 'echo bye; exit 0' TERM; while :; do echo talk; sleep 0.1; done");
    builder.environment().put("ORB_ID", "orb-of-a-test-" + UUID.randomUUID());
    Process host = builder.start();
    BufferedReader said = host.errorReader(StandardCharsets.UTF_8);
    try {
      String line = said.readLine();
      assertTrue(line.startsWith("stray "), line);
      ProcessHandle stray =
          ProcessHandle.of(Long.parseLong(line.substring("stray ".length()))).orElseThrow();
      host.getInputStream().close(); // As when the service is killed: nobody reads any more.
      said.close();
      host.getOutputStream().close();
      assertTrue(host.waitFor(30, TimeUnit.SECONDS), "the host ends");
      stray.onExit().orTimeout(30, TimeUnit.SECONDS).join();
      assertEquals(false, stray.isAlive());
    } finally {
      host.destroyForcibly();
    }
  }
}
