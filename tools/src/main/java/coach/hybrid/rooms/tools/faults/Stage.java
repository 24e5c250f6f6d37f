package coach.hybrid.rooms.tools.faults;

import coach.hybrid.rooms.tools.faults.ScriptedManager.Script;
import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.ServiceProcess;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What one case plays on: a service of its own, a manager if wanted, and rooms. */
final class Stage {
  private static final String API_KEY = "key-of-the-orb-faults";
  private static final String JWT_SECRET = "secret-of-the-orb-faults-0123456789";
  private static final String MANAGER_KEY = "key-of-the-manager";

  /** Generous: nine virtual machines may start at once on few cores. */
  static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Path directory;
  private final int port;
  private final OrbProgram program;
  private final Map<String, String> settings = new HashMap<>();
  private final ServiceProcess service;
  private final Api api;
  private final MainApp mainApp;
  private final List<FaultRoom> rooms = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable ManagerProcess realManager;
  private @Nullable ScriptedManager manager;
  private boolean over;

  Stage(Path launcher, Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    program = new OrbProgram(directory);
    URI origin = URI.create("http://127.0.0.1:" + port);
    settings.putAll(settings(launcher));
    service = new ServiceProcess(launcher, origin, settings, directory.resolve("service.log"));
    api = new Api(origin, API_KEY);
    mainApp = new MainApp(origin, API_KEY, JWT_SECRET);
  }

  private Map<String, String> settings(Path launcher) {
    Path host = launcher.resolveSibling("tools/orb-host/host.mjs").toAbsolutePath();
    return Map.ofEntries(
        Map.entry("PORT", Integer.toString(port)),
        Map.entry("PUBLIC_URL", "http://127.0.0.1:" + port),
        Map.entry("DATA_DIR", directory.resolve("data").toString()),
        Map.entry("LOG_FORMAT", "text"),
        Map.entry("JWT_SIGNING_SECRET", JWT_SECRET),
        Map.entry("ROOM_SERVICE_API_KEY", API_KEY),
        Map.entry("API_RATE_PER_MINUTE", "1000000"),
        Map.entry("API_RATE_BURST", "1000000"),
        Map.entry("ADDRESS_RATE_PER_MINUTE", "1000000"),
        Map.entry("SEAT_GRACE", "30s"),
        Map.entry("SOCKET_PING_INTERVAL", "1s"),
        Map.entry("SOCKET_SILENCE_LIMIT", "4s"),
        Map.entry("GPU_MANAGER_URL", "none"),
        Map.entry("GPU_MANAGER_API_KEY", MANAGER_KEY),
        Map.entry("GPU_MANAGER_TIMEOUT", "3s"),
        Map.entry("GPU_SERVER_PATH", directory.toString()),
        Map.entry("ORB_COMMAND", program.command()),
        Map.entry("ORB_HOST", "node " + host),
        Map.entry("ORB_ENVIRONMENT", "HEARTBEAT_INTERVAL,ORB_FACE"),
        Map.entry("ORB_FACE", "180p5"),
        Map.entry("HEARTBEAT_INTERVAL", "1000"),
        Map.entry("ORB_UNRESPONSIVE_AFTER", "15s"),
        Map.entry("ORB_START_TIMEOUT", "40s"),
        Map.entry("CLEANUP_GRACE_PERIOD", "3s"),
        Map.entry("ORB_RESTART_DELAY", "300ms"),
        Map.entry("ORB_MAX_CPU_PERCENT", "100000"));
  }

  /** Before {@link #open}. */
  Stage set(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** A real manager with a scripted one in front. */
  Stage withManager() throws IOException, InterruptedException {
    ManagerProcess started =
        ManagerProcess.start(directory.resolve("manager.log"), MANAGER_KEY, settings);
    realManager = started;
    ScriptedManager scripted = new ScriptedManager(started.address());
    manager = scripted;
    return set("GPU_MANAGER_URL", scripted.address().toString());
  }

  Stage open() throws IOException, InterruptedException {
    service.start();
    return this;
  }

  ScriptedManager manager() {
    if (manager == null) {
      throw new IllegalStateException("this case has no manager");
    }
    return manager;
  }

  OrbProgram program() {
    return program;
  }

  ServiceProcess service() {
    return service;
  }

  int port() {
    return port;
  }

  List<FaultRoom> rooms() {
    return rooms;
  }

  List<String> roomIds() {
    return rooms.stream().map(FaultRoom::roomId).toList();
  }

  boolean isOver() {
    return over;
  }

  /** Its rooms have ended, or its service has. */
  void over() {
    over = true;
  }

  /** A room with an orb ordered and nobody in it. */
  FaultRoom room() throws IOException, InterruptedException {
    FaultRoom room =
        FaultRoom.create(api, mainApp, threads, Order.of("Ada", "Cleo").withAssistant());
    rooms.add(room);
    return room;
  }

  FaultRoom room(Script script) throws IOException, InterruptedException {
    FaultRoom room = room();
    manager().play(room.roomId(), script);
    return room;
  }

  /** A room with its people in it and its orb ready. */
  FaultRoom readyRoom(Verdict verdict, @Nullable Script script)
      throws IOException, InterruptedException {
    FaultRoom room = script == null ? room() : room(script);
    room.enter();
    room.awaitState(verdict, "ready", START_LIMIT);
    return room;
  }

  /** {@code active} and {@code waiting} of {@code /api/orbs}, added up. */
  int places() throws IOException, InterruptedException {
    JsonObject figures = api.get("/api/orbs");
    return figures.get("active").getAsInt() + figures.get("waiting").getAsInt();
  }

  void clear() throws InterruptedException {
    rooms.forEach(FaultRoom::forget);
    service.stop();
    if (manager != null) {
      manager.close();
    }
    if (realManager != null) {
      realManager.stop();
    }
    threads.shutdownNow();
    api.close();
    mainApp.close();
  }
}
