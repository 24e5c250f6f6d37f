package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a manager that is well, one that is down, and processes of its own. */
class OrbServiceTest {
  private static final long LIMIT_SECONDS = 20;
  private static final String NOBODY_LISTENS = "http://127.0.0.1:9";

  /** An orb that writes down who it is and waits for the end of its channel. */
  private static final String ORB =
      """
      echo "$ORB_ID $$" >> orbs.txt
      env > env.txt
      echo '{"type":"orb_heartbeat","metrics":{"cpu":1,"memory":7}}'
      cat > heard.txt
      """;

  @TempDir Path directory;

  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean slow;
  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private HttpServer manager = idleManager();

  private static HttpServer idleManager() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    manager.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    manager.createContext("/", this::handle);
    manager.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    manager.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    if (slow) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] answer = "{\"success\":true,\"status\":\"spawning\"}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String call() throws InterruptedException {
    String call = calls.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertNotNull(call, "the manager was not called");
    return call;
  }

  private RunningService withManager() throws Exception {
    return new RunningService(
        "ENABLE_AI_ORBS",
        "true",
        "GPU_MANAGER_URL",
        "http://127.0.0.1:" + manager.getAddress().getPort(),
        "GPU_SERVER_PATH",
        directory.resolve("nowhere").toString());
  }

  private RunningService withProcesses(Path data) throws Exception {
    return withProcesses(data, NOBODY_LISTENS);
  }

  private RunningService withProcesses(Path data, String managerUrl) throws Exception {
    Files.writeString(directory.resolve("orb.sh"), ORB);
    Path host = Files.writeString(directory.resolve("host.sh"), "shift; exec \"$@\"\n");
    return new RunningService(
        data,
        "ENABLE_AI_ORBS",
        "true",
        "GPU_MANAGER_URL",
        managerUrl,
        "GPU_MANAGER_TIMEOUT",
        "300ms",
        "GPU_SERVER_PATH",
        directory.toString(),
        "ORB_COMMAND",
        "bash orb.sh",
        "ORB_HOST",
        "bash " + host);
  }

  private static RawSocket orb(RunningService service, String roomId, String token)
      throws IOException {
    RawSocket orb = RawSocket.open(service.port(), "/ws-simple/" + roomId + "?token=" + token);
    orb.text(
        """
        {"type":"join","roomId":"%s","userId":"ai-orb-session-1","userRole":"ai",\
        "participantType":"ai","protocol":1,"instanceId":"orb"}\
        """
            .formatted(roomId));
    return orb;
  }

  private static JsonObject awaitState(RawSocket socket, String state) throws IOException {
    JsonObject message = socket.readUntil("orb-state");
    while (!message.get("state").getAsString().equals(state)) {
      message = socket.readUntil("orb-state");
    }
    return message;
  }

  @Test
  void anOrbOfTheManagerComesWithItsTokenAndGoesWhenItIsTold() throws Exception {
    try (RunningService service = withManager()) {
      String roomId = service.newRoom();
      try (RawSocket coach = service.join("coach", roomId)) {
        String spawn = call();
        assertTrue(spawn.startsWith("POST /orbs/spawn "), spawn);
        JsonObject body =
            JsonParser.parseString(spawn.substring("POST /orbs/spawn ".length())).getAsJsonObject();
        assertEquals("localhost:" + service.port(), body.get("cpuHost").getAsString());
        String orbId = body.get("orbId").getAsString();
        try (RawSocket orb = orb(service, roomId, body.get("orbToken").getAsString())) {
          orb.readUntil("peer-discovery");
          awaitState(coach, "ready");
          orb.text("{\"type\":\"orb_heartbeat\",\"metrics\":{\"cpu\":20.5,\"memory\":108.2}}");
          orb.text("{\"type\":\"utterance\",\"text\":\"Hi\",\"startMillis\":1,\"endMillis\":2}");
          assertEquals("Hi", coach.readUntil("caption").get("text").getAsString());
          JsonObject health = json(service.get("/health")).getAsJsonObject("orbs");
          assertEquals(1, health.get("active").getAsInt());
          JsonObject one = json(service.api("GET", "/api/orbs/" + orbId + "/heartbeat", ""));
          assertEquals("ready", one.get("status").getAsString());
          assertEquals("gpu", one.get("place").getAsString());
          assertEquals(108, one.get("memory").getAsInt());
          assertEquals(404, service.api("DELETE", "/api/orbs/none/terminate", "").statusCode());
          assertEquals(
              200, service.api("DELETE", "/api/orbs/" + orbId + "/terminate", "").statusCode());
          assertEquals(
              "room_cleanup", orb.readUntil("shutdown_graceful").get("reason").getAsString());
          awaitState(coach, "off");
          assertEquals("DELETE /orbs/" + orbId + "/terminate ", call());
          assertEquals(4403, orb.readCloseCode());
        }
        RawSocket late =
            RawSocket.open(
                service.port(),
                "/ws-simple/" + roomId + "?token=" + body.get("orbToken").getAsString());
        assertEquals(403, late.status(), "its time is over");
        late.close();
        assertTrue(
            service
                .get("/metrics", "Authorization", "Bearer " + RunningService.KEY)
                .body()
                .contains("rooms_orbs_spawned_total 1.0"));
        assertFalse(service.log().contains(body.get("orbToken").getAsString()));
      }
    }
  }

  @Test
  void anOrbAtTheManagerIsAdoptedByTheNextRunOfTheService() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    String url = "http://127.0.0.1:" + manager.getAddress().getPort();
    String roomId;
    String token;
    try (RunningService first =
        new RunningService(data, "ENABLE_AI_ORBS", "true", "GPU_MANAGER_URL", url)) {
      roomId = first.newRoom();
      first.join("coach", roomId);
      String spawn = call();
      token =
          JsonParser.parseString(spawn.substring(spawn.indexOf('{')))
              .getAsJsonObject()
              .get("orbToken")
              .getAsString();
      try (RawSocket orb = orb(first, roomId, token)) {
        orb.readUntil("peer-discovery");
        first.stop();
      }
    }
    try (RunningService second =
        new RunningService(data, "ENABLE_AI_ORBS", "true", "GPU_MANAGER_URL", url)) {
      assertTrue(call().startsWith("GET /orbs/"), "it is asked for");
      try (RawSocket coach = second.join("coach", roomId);
          RawSocket orb = orb(second, roomId, token)) {
        orb.readUntil("peer-discovery");
        awaitState(coach, "ready");
        assertEquals(List.of(), List.copyOf(calls), "no other orb is ordered");
      }
    }
  }

  @Test
  void theThirdCoachOfTwoPlacesWaitsAndIsServedWhenOneIsFree() throws Exception {
    try (RunningService service =
        new RunningService(
            "ENABLE_AI_ORBS",
            "true",
            "MAX_CONCURRENT_ORBS",
            "2",
            "GPU_MANAGER_URL",
            "http://127.0.0.1:" + manager.getAddress().getPort())) {
      String first = service.newRoom();
      String third = service.newRoom();
      service.join("coach", first);
      service.join("coach", service.newRoom());
      assertTrue(call().startsWith("POST /orbs/spawn"));
      assertTrue(call().startsWith("POST /orbs/spawn"));
      try (RawSocket coach = service.socket("coach", third)) {
        coach.text(RunningService.joinText("coach", third));
        assertEquals("at-capacity", awaitState(coach, "unavailable").get("reason").getAsString());
        assertEquals(
            2, json(service.get("/health")).getAsJsonObject("orbs").get("active").getAsInt());
        service.api("POST", "/api/rooms/" + first + "/end", "");
        assertTrue(call().startsWith("DELETE /orbs/"), "its time to go by itself is over");
        String spawn = call();
        assertTrue(spawn.contains(third), spawn);
        awaitState(coach, "starting");
      }
    }
  }

  @Test
  void aSlowManagerIsNotWaitedForAndAProcessTakesOver() throws Exception {
    slow = true;
    try (RunningService service =
        withProcesses(
            Files.createDirectory(directory.resolve("data")),
            "http://127.0.0.1:" + manager.getAddress().getPort())) {
      String roomId = service.newRoom();
      try (RawSocket coach = service.join("coach", roomId)) {
        assertTrue(call().startsWith("POST /orbs/spawn"));
        assertTrue(ProcessHandle.of(awaitOrbs(1)).isPresent());
        String token =
            awaitFile("env.txt", "ORB_TOKEN=").replaceAll("(?s).*ORB_TOKEN=(\\S+).*", "$1");
        try (RawSocket orb = orb(service, roomId, token)) {
          orb.readUntil("peer-discovery");
          awaitState(coach, "ready");
        }
        assertTrue(call().startsWith("DELETE /orbs/"), "what may have been started is ended");
      }
    }
  }

  @Test
  void withoutAManagerAProcessIsStartedAndDiesWithTheService() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    ProcessHandle orb;
    String roomId;
    try (RunningService service = withProcesses(data)) {
      roomId = service.newRoom();
      service.join("coach", roomId);
      orb = ProcessHandle.of(awaitOrbs(1)).orElseThrow();
      String environment = awaitFile("env.txt", "ORB_TOKEN=");
      assertTrue(environment.contains("ROOM_ID=" + roomId));
      assertFalse(environment.contains("a-secret-of-the-main-app"));
      assertTrue(orb.isAlive());
    }
    assertFalse(orb.isAlive());
    String heard = Files.readString(directory.resolve("heard.txt"));
    assertTrue(heard.contains("shutdown_graceful"), heard);
    try (RunningService second = withProcesses(data)) {
      assertEquals(200, second.api("GET", "/api/rooms/" + roomId + "/status", "").statusCode());
      ProcessHandle next = ProcessHandle.of(awaitOrbs(2)).orElseThrow();
      assertTrue(next.isAlive(), "the coach still has a seat, so there is another one");
      second.stop();
      assertFalse(next.isAlive());
    }
  }

  /** Returns the process of the orb that came as so many-th. */
  private long awaitOrbs(int count) throws Exception {
    String lines = awaitFile("orbs.txt", "");
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (lines.lines().count() < count && System.nanoTime() < limit) {
      rest();
      lines = awaitFile("orbs.txt", "");
    }
    String line = lines.lines().toList().get(count - 1);
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }

  private String awaitFile(String name, String part) throws Exception {
    Path file = directory.resolve(name);
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (System.nanoTime() < limit) {
      if (Files.exists(file) && Files.readString(file).contains(part)) {
        return Files.readString(file);
      }
      rest();
    }
    throw new AssertionError(name + " was not written");
  }

  /** Files of other processes tell nobody when they are written. */
  private static void rest() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(20);
  }
}
