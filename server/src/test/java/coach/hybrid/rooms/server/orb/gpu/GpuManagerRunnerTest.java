package coach.hybrid.rooms.server.orb.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.orb.OrbCost;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbFixtures;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbPlace;
import coach.hybrid.rooms.server.orb.OrbRunner;
import coach.hybrid.rooms.server.orb.OrbRunner.Launch;
import coach.hybrid.rooms.server.orb.OrbRunner.Vital;
import coach.hybrid.rooms.server.orb.OrbUnit;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A manager over real HTTP: well, down, slow and lying. */
class GpuManagerRunnerTest {
  private static final OrbOwner NOBODY =
      new OrbOwner() {
        @Override
        public void happened(OrbEvent event) {}

        @Override
        public void said(int generation, String message) {}
      };

  private record Call(String line, String key, String body) {}

  private final OrbUnit unit = OrbFixtures.unit(OrbPlace.GPU, "orb-room-1-3");
  private final FakeClock clock = new FakeClock();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpServer manager;
  private GpuManagerRunner runner;
  private volatile int status = 200;
  private volatile String answer = "{}";
  private volatile boolean slow;

  /** How many looks at an orb find it alive; then it is gone. */
  private final AtomicInteger livingLooks = new AtomicInteger(Integer.MAX_VALUE);

  @BeforeEach
  void start() throws IOException {
    manager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    manager.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    manager.createContext("/", this::handle);
    manager.start();
    runner = runner(manager.getAddress().getPort());
    clock.set(OrbFixtures.LAUNCHED);
  }

  private GpuManagerRunner runner(int port) {
    return new GpuManagerRunner(
        OrbFixtures.config(OrbFixtures.program(Path.of("/"), "x")),
        OrbFixtures.gpu(port),
        () -> "rooms:3001",
        clock);
  }

  @AfterEach
  void stop() {
    released.countDown();
    runner.close();
    manager.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        new Call(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            body));
    if (slow) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    boolean gone = exchange.getRequestMethod().equals("GET") && livingLooks.decrementAndGet() < 0;
    exchange.sendResponseHeaders(gone ? 404 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void anOrbThatIsStillEndingIsNotGoneYet() {
    answer = "{\"success\":true,\"status\":\"terminating\"}";
    livingLooks.set(2);
    assertTrue(runner.terminate(unit, true));
    assertEquals(4, calls.size(), "told once, looked at until it was gone: " + calls);
  }

  @Test
  void aManagerWithoutAPlaceStillAnswersForItsOrbs() {
    status = 503;
    answer = "{\"success\":false,\"status\":\"failed\"}";
    for (int i = 0; i < 5; i++) {
      assertEquals("manager-503", assertInstanceOf(Launch.Failed.class, launch()).reason());
    }
    status = 200;
    answer = "{}";
    assertInstanceOf(Vital.Alive.class, runner.probe(unit));
  }

  private Launch launch() {
    return runner.launch(OrbFixtures.order(unit), OrbFixtures.TOKEN, NOBODY);
  }

  @Test
  void anOrbIsOrderedAsSeed000Says() {
    answer =
        "{\"success\":true,\"orbId\":\"orb-room-1-3\",\"status\":\"spawning\",\"processId\":1}";
    assertEquals(new Launch.Started(null, 0, null), launch());
    Call call = calls.getFirst();
    assertEquals("POST /orbs/spawn", call.line());
    assertEquals("Bearer key-of-the-manager", call.key());
    JsonObject body = JsonParser.parseString(call.body()).getAsJsonObject();
    assertEquals("room-1", body.get("roomId").getAsString());
    assertEquals("session-1", body.get("sessionId").getAsString());
    assertEquals(7_200_000, body.getAsJsonObject("options").get("maxLifetime").getAsLong());
    assertEquals(300_000, body.getAsJsonObject("options").get("idleTimeout").getAsLong());
    assertFalse(body.getAsJsonObject("options").get("testMode").getAsBoolean());
    assertEquals("orb-room-1-3", body.get("orbId").getAsString());
    assertEquals(3, body.get("generation").getAsInt());
    assertEquals("token-of-the-orb", body.get("orbToken").getAsString());
    assertEquals("supportive", body.get("personality").getAsString());
    assertEquals("default", body.get("voiceModel").getAsString());
    assertEquals("rooms:3001", body.get("cpuHost").getAsString());
  }

  @Test
  void aManagerThatNamesOrbsItselfIsAskedByItsName() {
    answer = "{\"success\":true,\"orbId\":\"its own\",\"status\":\"active\"}";
    assertEquals(new Launch.Started("its own", 0, null), launch());
    OrbUnit named =
        new OrbUnit("x", 3, OrbPlace.GPU, OrbFixtures.LAUNCHED, true, "its own", 0, null);
    runner.probe(named);
    assertEquals("GET /orbs/its+own/heartbeat", calls.getLast().line());
  }

  @Test
  void aLyingManagerIsNotBelieved() {
    for (String lie :
        List.of(
            "{\"success\":true,\"orbId\":\"a\",\"status\":\"failed\"}",
            "{\"success\":false}",
            "{}",
            "<html>OK</html>",
            "[]",
            "{\"success\":\"true\"}")) {
      answer = lie;
      assertEquals(new Launch.Failed(false, "manager-said-failed"), launch(), lie);
    }
  }

  @Test
  void aManagerThatIsDownHasSurelyStartedNothing() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    GpuManagerRunner down = runner(free);
    for (int i = 0; i < 3; i++) {
      assertEquals(
          new Launch.Failed(true, "manager-unreachable"),
          down.launch(OrbFixtures.order(unit), OrbFixtures.TOKEN, NOBODY));
    }
    assertEquals(
        new Launch.Failed(true, "manager-resting"),
        down.launch(OrbFixtures.order(unit), OrbFixtures.TOKEN, NOBODY),
        "after three failures it is left in peace");
    down.close();
  }

  @Test
  void aSlowManagerMayHaveStartedIt() {
    slow = true;
    assertEquals(new Launch.Failed(false, "manager-timeout"), launch());
    assertEquals(1, calls.size(), "an order is not repeated");
  }

  @Test
  void anErrorIsNoPromise() {
    status = 503;
    assertEquals(new Launch.Failed(false, "manager-503"), launch());
  }

  @Test
  void aRefusalInItsOwnWordsHasSurelyStartedNothing() {
    status = 503;
    answer = "{\"success\":false,\"status\":\"failed\",\"error\":\"no place\"}";
    assertEquals(new Launch.Failed(true, "manager-503"), launch());
    status = 401;
    answer = "who are you";
    assertEquals(new Launch.Failed(true, "manager-401"), launch());
  }

  @Test
  void aHeartbeatTellsWhatItCosts() {
    answer = "{\"success\":true,\"status\":\"active\",\"metrics\":{\"cpu\":45.5,\"memory\":512}}";
    assertEquals(new Vital.Alive(new OrbCost(45, 512)), runner.probe(unit));
    assertEquals("GET /orbs/orb-room-1-3/heartbeat", calls.getLast().line());
    assertEquals("Bearer key-of-the-manager", calls.getLast().key());
    answer = "{}";
    assertEquals(new Vital.Alive(null), runner.probe(unit));
  }

  @Test
  void anOrbItsManagerDoesNotKnowIsGone() {
    status = 404;
    assertInstanceOf(Vital.Gone.class, runner.probe(unit));
    status = 200;
    answer = "{\"status\":\"terminated\"}";
    assertInstanceOf(Vital.Gone.class, runner.probe(unit));
  }

  @Test
  void oneThatDoesNotAnswerIsNotGone() {
    status = 500;
    assertInstanceOf(Vital.Unknown.class, runner.probe(unit));
    assertEquals(3, calls.size(), "a question is repeated");
  }

  @Test
  void anEndIsBelievedWhenItIsSaid() {
    answer = "{\"success\":true}";
    assertTrue(runner.terminate(unit, false));
    assertEquals("DELETE /orbs/orb-room-1-3/terminate", calls.getLast().line());
    answer = "{\"success\":false}";
    assertFalse(runner.terminate(unit, true));
  }

  @Test
  void anOrderWithoutAnAnswerMayStillBeCarriedOut() {
    status = 404;
    assertFalse(runner.terminate(unit, true), "it may come yet");
    clock.set(OrbFixtures.LAUNCHED.plus(Duration.ofSeconds(61)));
    assertTrue(runner.terminate(unit, true));
    OrbRunner.Vital vital = runner.probe(unit);
    assertInstanceOf(Vital.Gone.class, vital);
  }
}
