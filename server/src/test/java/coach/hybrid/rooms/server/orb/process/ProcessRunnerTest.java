package coach.hybrid.rooms.server.orb.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbFixtures;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbPlace;
import coach.hybrid.rooms.server.orb.OrbRunner;
import coach.hybrid.rooms.server.orb.OrbUnit;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: shells that play orbs. */
class ProcessRunnerTest {
  private static final long LIMIT_SECONDS = 20;

  @TempDir Path directory;

  private final OrbUnit unit = OrbFixtures.unit(OrbPlace.PROCESS, "orb-" + UUID.randomUUID());
  private final BlockingQueue<OrbEvent> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private @Nullable ProcessRunner started;

  private final OrbOwner owner =
      new OrbOwner() {
        @Override
        public void happened(OrbEvent event) {
          events.add(event);
        }

        @Override
        public void said(int generation, String message) {
          messages.add(message);
        }
      };

  private OrbRunner.Launch launch(String script) {
    started =
        new ProcessRunner(
            OrbFixtures.config(OrbFixtures.program(directory, "bash", "-c", script, "orb")),
            Map.of("PATH", System.getenv("PATH"), "JWT_SIGNING_SECRET", "the-secret", "HOME", "/x"),
            () -> "localhost:3001",
            task -> Thread.ofVirtual().start(task));
    return runner().launch(OrbFixtures.order(unit), OrbFixtures.TOKEN, owner);
  }

  private ProcessRunner runner() {
    return Objects.requireNonNull(started);
  }

  @AfterEach
  void nobodyIsLeft() {
    new ProcessTree(unit.orbId()).living(Set.of()).forEach(ProcessHandle::destroyForcibly);
  }

  private String message() throws InterruptedException {
    String message = messages.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertNotNull(message, "the orb said nothing");
    return message;
  }

  private OrbEvent event() throws InterruptedException {
    OrbEvent event = events.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertNotNull(event, "nothing happened");
    return event;
  }

  @Test
  void anOrbGetsItsOrderAndNoneOfOurSecrets() throws Exception {
    launch(
        """
        echo "{\\"type\\":\\"t\\",\\"args\\":\\"$*\\",\\"secret\\":\\"$JWT_SIGNING_SECRET\\",\
        \\"home\\":\\"$HOME\\",\\"token\\":\\"$ORB_TOKEN\\",\\"room\\":\\"$ROOM_ID\\",\
        \\"host\\":\\"$CPU_SERVER_HOST\\",\\"who\\":\\"$ORB_PERSONALITY\\"}"
        """);
    JsonObject said = JsonParser.parseString(message()).getAsJsonObject();
    assertEquals("", said.get("secret").getAsString());
    assertEquals("", said.get("home").getAsString(), "only what is on the list");
    assertEquals("token-of-the-orb", said.get("token").getAsString());
    assertEquals("room-1", said.get("room").getAsString());
    assertEquals("localhost:3001", said.get("host").getAsString());
    assertEquals("supportive", said.get("who").getAsString());
    assertEquals(
        "--room=room-1 --session=session-1 --coach=coach-1 --client=client-1"
            + " --cpu-host=localhost:3001 --max-lifetime=7200000 --idle-timeout=300000",
        said.get("args").getAsString());
  }

  @Test
  void whatTheServiceTellsArrivesAsALine() throws Exception {
    launch("read line; echo \"$line\"");
    runner().tell(unit, "{\"type\":\"shutdown_graceful\",\"reason\":\"room_cleanup\"}");
    assertEquals("{\"type\":\"shutdown_graceful\",\"reason\":\"room_cleanup\"}", message());
  }

  @Test
  void anOrbThatExitsAtStartIsGone() throws Exception {
    launch("exit 3");
    assertEquals(new OrbEvent.Gone(3, "exit-3"), event());
    assertInstanceOf(OrbRunner.Vital.Gone.class, runner().probe(unit));
  }

  @Test
  void aHungOrbAndAllItStartedAreKilled() throws Exception {
    // A grandchild in a session of its own, whose parent is dead: descent does not find it.
    launch("(setsid sleep 300 &); sleep 300 & echo '{\"type\":\"t\"}'; kill -STOP $$");
    message();
    assertTrue(new ProcessTree(unit.orbId()).living(Set.of()).size() >= 3);
    assertFalse(runner().terminate(unit, true), "its end is told when it has come");
    assertInstanceOf(OrbEvent.Gone.class, event());
    assertEquals(Set.of(), awaitNobody());
  }

  private Set<ProcessHandle> awaitNobody() throws InterruptedException {
    ProcessTree tree = new ProcessTree(unit.orbId());
    for (ProcessHandle process : tree.living(Set.of())) {
      process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
    return tree.living(Set.of());
  }

  @Test
  void oneThatIsToldToGoMaySayGoodbye() throws Exception {
    launch(
        "trap 'echo \"{\\\"type\\\":\\\"bye\\\"}\"; exit 0' TERM; echo '{}'; while :; do sleep 0.1; done");
    assertEquals("{}", message());
    runner().terminate(unit, false);
    assertEquals("{\"type\":\"bye\"}", message());
    assertEquals(new OrbEvent.Gone(3, "exit-0"), event());
  }

  @Test
  void oneLeftBehindByAnEarlierRunIsSwept() throws Exception {
    launch("exit 0");
    event();
    ProcessBuilder builder = new ProcessBuilder("sleep", "300");
    builder.environment().put("ORB_ID", unit.orbId());
    Process orphan = builder.start();
    assertTrue(runner().terminate(unit, true));
    assertFalse(orphan.isAlive());
  }

  @Test
  void whatItCostsIsMeasured() throws Exception {
    launch("echo '{}'; while :; do :; done");
    message();
    OrbRunner.Vital.Alive alive =
        assertInstanceOf(OrbRunner.Vital.Alive.class, runner().probe(unit));
    assertTrue(Objects.requireNonNull(alive.cost()).memoryMegabytes() > 0);
    runner().terminate(unit, true);
    event();
  }

  @Test
  void withoutAProgramNothingIsStarted() {
    started =
        new ProcessRunner(
            OrbFixtures.config(
                OrbFixtures.program(directory.resolve("nowhere"), "node", "aiorb.js")),
            Map.of(),
            () -> "h",
            Runnable::run);
    assertEquals(
        new OrbRunner.Launch.Failed(true, "no-orb-program"),
        runner().launch(OrbFixtures.order(unit), OrbFixtures.TOKEN, owner));
  }

  @Test
  void aServiceThatStopsTakesItsOrbsAlong() throws Exception {
    launch("trap '' TERM; echo '{}'; read line; exit 0");
    message();
    runner().close();
    assertInstanceOf(OrbEvent.Gone.class, event());
    assertEquals(Set.of(), awaitNobody());
  }
}
