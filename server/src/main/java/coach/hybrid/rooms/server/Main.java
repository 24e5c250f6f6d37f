package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.ParticipantTokens;
import coach.hybrid.rooms.server.config.ConfigException;
import coach.hybrid.rooms.server.config.ServerConfig;
import coach.hybrid.rooms.server.http.Vitals;
import coach.hybrid.rooms.server.http.WebServer;
import coach.hybrid.rooms.server.metric.Metrics;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.signal.SignalHandler;
import coach.hybrid.rooms.server.signal.SignalSockets;
import coach.hybrid.rooms.server.turn.TurnCredentials;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the service top-down from the environment, and takes it down in reverse. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final int EXIT_BAD_CONFIG = 2;

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("timers").factory());
  private final Metrics metrics = new Metrics();
  private final WebServer web;
  private volatile boolean ready;

  Main(ServerConfig config, Clock clock) {
    TurnCredentials turn = new TurnCredentials(config.turn(), clock);
    RoomDirectory rooms =
        new RoomDirectory(
            config.room(),
            clock,
            new ScheduledTimers(scheduler, workers),
            turn::iceServersFor,
            event -> log.info("{}", event));
    ParticipantTokens tokens = new ParticipantTokens(config.auth().jwtSigningSecret());
    Door door = new Door(tokens, rooms, config.orb(), clock);
    SignalSockets sockets = new SignalSockets(config.socket(), clock, scheduler, workers);
    web =
        new WebServer(
            config,
            new ApiKeys(config.auth().apiKeys()),
            tokens,
            door,
            rooms,
            clock,
            new Vitals(version(), sockets::count, () -> ready, metrics),
            workers,
            next -> new SignalHandler(door, sockets, next));
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  void start() throws Exception {
    web.start();
    ready = true;
  }

  int port() {
    return web.port();
  }

  void stop() throws Exception {
    ready = false;
    try {
      web.stop();
    } finally {
      metrics.close();
      // Not close(), which would wait for whatever did not stop in time.
      scheduler.shutdownNow();
      workers.shutdownNow();
    }
  }

  public static void main(String[] args) throws Exception {
    ServerConfig config;
    try {
      config = ServerConfig.from(System.getenv());
    } catch (ConfigException e) {
      System.err.println("rooms: configuration: " + e.getMessage());
      System.exit(EXIT_BAD_CONFIG);
      return;
    }
    Main service = new Main(config, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> shutDown(service)));
    service.start();
    log.info(
        "hybrid rooms {} on port {}, reached at {}",
        version(),
        service.port(),
        config.http().publicUrl());
  }

  private static void shutDown(Main service) {
    try {
      service.stop();
    } catch (Exception e) {
      log.error("not stopped in order", e);
    }
  }
}
