package coach.hybrid.rooms.e2e.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworksTest {
  private static final int PORT = 8080;

  @BeforeEach
  void whereNetworksCanBeMade() throws IOException, InterruptedException {
    Optional<String> whyNot = Networks.whyNot();
    assumeTrue(whyNot.isEmpty(), () -> whyNot.orElse(""));
  }

  private static Process run(Networks networks, Host host, String... words) throws IOException {
    List<String> command = new ArrayList<>(networks.on(host));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Networks.mark());
    return builder.start();
  }

  @Test
  void whatAKilledRunLeftIsGoneAtTheNextStartAndNothingIsLeftAtItsEnd()
      throws IOException, InterruptedException {
    Networks killed = Networks.open(PORT);
    Process left = run(killed, Host.COACH, "sleep", "600");
    killed.worsen(Host.CLIENT, LineQuality.delay(10));
    killed.abandon();

    try (Networks networks = Networks.open(PORT)) {
      assertTrue(left.waitFor(5, TimeUnit.SECONDS), "what ran there has ended");
      assertEquals(5, Leftovers.namespaces().size());
      networks.restrict(Restriction.CUT);
    }
    assertEquals(List.of(), Leftovers.namespaces());
    assertEquals(0, Leftovers.marked().count());
    assertFalse(
        Shell.attempt("", "ip", "link").said().contains(Leftovers.OPERATOR_LINK), "its link");
  }
}
