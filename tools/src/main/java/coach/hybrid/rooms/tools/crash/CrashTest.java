package coach.hybrid.rooms.tools.crash;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.Event;
import coach.hybrid.rooms.tools.service.Follower;
import coach.hybrid.rooms.tools.service.ServiceProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./rooms crash-test [rooms] [kills]}: people come and go in many rooms while the service is
 * killed at random moments; afterwards a ledger of everything acknowledged must equal what status,
 * replay and webhooks say. Ends with 1 if it does not.
 */
public final class CrashTest {
  private static final String API_KEY = "key-of-the-crash-test";
  private static final String JWT_SECRET = "secret-of-the-crash-test-0123456789";
  private static final int MIN_LIFE_MILLIS = 2_000;
  private static final int MAX_LIFE_MILLIS = 7_000;
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 500;

  private final int rooms;
  private final int kills;
  private final Random random;
  private final Receiver receiver = new Receiver();
  private final ServiceProcess service;
  private final Api api;
  private final MainApp mainApp;
  private final List<RoomActor> actors = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean stopped;

  private CrashTest(Path launcher, int rooms, int kills, long seed) throws IOException {
    this.rooms = rooms;
    this.kills = kills;
    this.random = new Random(seed);
    Path work = Files.createTempDirectory("rooms-crash-test");
    int port = freePort();
    URI origin = URI.create("http://127.0.0.1:" + port);
    service = new ServiceProcess(launcher, origin, settings(port, work), work.resolve("log"));
    api = new Api(origin, API_KEY);
    mainApp = new MainApp(origin, API_KEY, JWT_SECRET);
    System.out.printf(
        "%d rooms, %d sockets, %d kills, seed %d, log %s%n",
        rooms, rooms * 3, kills, seed, work.resolve("log"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> settings(int port, Path work) {
    return Map.ofEntries(
        Map.entry("PORT", Integer.toString(port)),
        Map.entry("PUBLIC_URL", "http://127.0.0.1:" + port),
        Map.entry("DATA_DIR", work.resolve("data").toString()),
        Map.entry("JWT_SIGNING_SECRET", JWT_SECRET),
        Map.entry("ROOM_SERVICE_API_KEY", API_KEY),
        Map.entry("ENABLE_AI_ORBS", "false"),
        Map.entry("EVENTS_HEARTBEAT", "1s"),
        Map.entry("SEAT_GRACE", GRACE.toMillis() + "ms"),
        Map.entry("WEBHOOK_ALLOWED_HOSTS", "127.0.0.1"),
        Map.entry("API_RATE_PER_MINUTE", "1000000"),
        Map.entry("API_RATE_BURST", "1000000"),
        Map.entry("ADDRESS_RATE_PER_MINUTE", "1000000"));
  }

  /**
   * Runs the test.
   *
   * @param args the launcher, then optionally rooms, kills and seed
   */
  public static void main(String[] args) throws Exception {
    if (args.length < 1) {
      System.err.println("crash-test: started by ./rooms crash-test [rooms] [kills] [seed]");
      System.exit(2);
    }
    int rooms = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    int kills = args.length > 2 ? Integer.parseInt(args[2]) : 10;
    long seed = args.length > 3 ? Long.parseLong(args[3]) : Instant.now().toEpochMilli();
    boolean equal = new CrashTest(Path.of(args[0]), rooms, kills, seed).run();
    System.exit(equal ? 0 : 1);
  }

  private boolean run() throws Exception {
    try {
      service.start();
      HttpResponse<String> hook =
          api.call("POST", "/api/webhooks", "{\"url\":\"" + receiver.address() + "\"}");
      if (hook.statusCode() != 201) {
        throw new IOException("the webhook was refused: " + hook.body());
      }
      for (int i = 0; i < rooms; i++) {
        threads.execute(this::livingRooms);
      }
      for (int i = 1; i <= kills; i++) {
        Thread.sleep(random.nextInt(MIN_LIFE_MILLIS, MAX_LIFE_MILLIS));
        service.kill();
        Duration outage = service.start();
        System.out.printf("kill %d: ready again after %d ms%n", i, outage.toMillis());
      }
      Thread.sleep(MIN_LIFE_MILLIS);
      stopped = true;
      return audit();
    } finally {
      threads.shutdownNow();
      service.stop();
      receiver.close();
      api.close();
      mainApp.close();
    }
  }

  /** One room after the other, until the test is over. */
  private void livingRooms() {
    try {
      while (!stopped) {
        RoomActor actor = newRoom();
        if (actor == null) {
          continue;
        }
        actors.add(actor);
        threads.execute(actor.follower()::run);
        while (!stopped && !actor.step()) {
          // The next step.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable RoomActor newRoom() throws InterruptedException {
    try {
      return RoomActor.create(api, mainApp, random.nextLong());
    } catch (IOException e) {
      Thread.sleep(POLL_MILLIS); // Not acknowledged: there may be a room nobody counts on.
      return null;
    }
  }

  private boolean audit() throws Exception {
    // Steps under way end, everybody who does not come back leaves, deliveries arrive.
    Thread.sleep(GRACE.plusSeconds(10).toMillis());
    actors.forEach(actor -> {
      actor.coach().drop();
      actor.client().drop();
    });
    Thread.sleep(GRACE.plusSeconds(1).toMillis());
    long limit = System.nanoTime() + DRAIN_LIMIT.toNanos();
    Audit audit = new Audit();
    Map<RoomActor, Follower> replays = new LinkedHashMap<>();
    for (RoomActor actor : actors) {
      Follower replay = new Follower(api, actor.roomId());
      threads.execute(replay::run);
      replays.put(actor, replay);
    }
    for (Map.Entry<RoomActor, Follower> entry : replays.entrySet()) {
      RoomActor actor = entry.getKey();
      Follower replay = entry.getValue();
      while (System.nanoTime() < limit
          && (!replay.complete() || arrived(actor) < replay.events().size())) {
        Thread.sleep(POLL_MILLIS);
      }
      List<Event> log = replay.events();
      audit.check(actor, log, receiver.of(actor.roomId()));
      audit.checkStatus(actor, log, api.get("/api/rooms/" + actor.roomId() + "/status"));
    }
    report(audit);
    return audit.faults().isEmpty();
  }

  private long arrived(RoomActor actor) {
    long delivered = receiver.of(actor.roomId()).stream().map(Event::id).distinct().count();
    return Math.min(delivered, actor.follower().events().size());
  }

  private void report(Audit audit) {
    int fresh = 0;
    int resumed = 0;
    int open = 0;
    int leaves = 0;
    for (RoomActor actor : actors) {
      for (Person person : List.of(actor.coach(), actor.client())) {
        fresh += person.freshJoins();
        resumed += person.resumes();
        open += person.openJoins();
        leaves += person.leaves();
      }
    }
    System.out.printf(
        "acknowledged: %d rooms, %d stays, %d resumes, %d leaves, %d changes, %d ends; %d joins left"
            + " open by a kill%n",
        actors.size(),
        fresh,
        resumed,
        leaves,
        actors.stream().mapToInt(RoomActor::changes).sum(),
        actors.stream().filter(RoomActor::endAnswered).count(),
        open);
    System.out.println(audit.counts());
    audit.faults().stream().limit(20).forEach(fault -> System.out.println("WRONG " + fault));
    System.out.println(
        audit.faults().isEmpty() ? "everything equal" : audit.faults().size() + " differences");
  }
}
