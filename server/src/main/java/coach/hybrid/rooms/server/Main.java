package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.LinkTokens;
import coach.hybrid.rooms.server.auth.ParticipantTokens;
import coach.hybrid.rooms.server.config.ConfigException;
import coach.hybrid.rooms.server.config.FleetConfig;
import coach.hybrid.rooms.server.config.ServerConfig;
import coach.hybrid.rooms.server.config.TlsConfig;
import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.event.webhook.Pace;
import coach.hybrid.rooms.server.event.webhook.Webhooks;
import coach.hybrid.rooms.server.http.Vitals;
import coach.hybrid.rooms.server.http.WebServer;
import coach.hybrid.rooms.server.media.MediaEndpoint;
import coach.hybrid.rooms.server.media.RelayCounters;
import coach.hybrid.rooms.server.metric.Metrics;
import coach.hybrid.rooms.server.orb.OrbFleet;
import coach.hybrid.rooms.server.orb.OrbPlace;
import coach.hybrid.rooms.server.orb.OrbRules;
import coach.hybrid.rooms.server.orb.OrbRunner;
import coach.hybrid.rooms.server.orb.gpu.GpuManagerRunner;
import coach.hybrid.rooms.server.orb.process.ProcessRunner;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomPorts;
import coach.hybrid.rooms.server.signal.EventsEndpoint;
import coach.hybrid.rooms.server.signal.SignalEndpoint;
import coach.hybrid.rooms.server.socket.EchoEndpoint;
import coach.hybrid.rooms.server.socket.OpenSockets;
import coach.hybrid.rooms.server.socket.SocketEndpoint;
import coach.hybrid.rooms.server.socket.SocketHandler;
import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.store.UnusableStoreException;
import coach.hybrid.rooms.server.store.embedded.EmbeddedRoomStore;
import coach.hybrid.rooms.server.store.embedded.EmbeddedWebhookStore;
import coach.hybrid.rooms.server.store.embedded.StoreFile;
import coach.hybrid.rooms.server.tls.ServerTls;
import coach.hybrid.rooms.server.tls.UnusableCertificateException;
import coach.hybrid.rooms.server.transcription.Transcription;
import coach.hybrid.rooms.server.turn.TurnCredentials;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the service top-down from the environment, and takes it down in reverse. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BAD_CONFIG = 2;
  private static final Duration WEBHOOK_FLUSH = Duration.ofSeconds(3);

  private final Workers workers = new Workers();
  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("timers").factory());
  private final Metrics metrics = new Metrics();
  private final StoreFile storeFile;
  private final AliveBeat aliveBeat;
  private final OrbFleet orbs;
  private final Transcription transcription;
  private final Summarizing summarizing;
  private final RoomDirectory rooms;
  private final Webhooks webhooks;
  private final OpenSockets sockets;
  private final WebServer web;
  private volatile boolean ready;

  Main(ServerConfig config, Clock clock)
      throws UnusableStoreException, UnusableCertificateException {
    ServerTls tls = tls(config.tls(), clock);
    scheduler.setRemoveOnCancelPolicy(true); // Rooms are booked long ahead, and cancelled.
    storeFile = new StoreFile(config.store().directory());
    RoomStore store = new EmbeddedRoomStore(storeFile);
    EventLog events = new EventLog(store, workers);
    TurnCredentials turn = new TurnCredentials(config.turn(), clock);
    ScheduledTimers timers = new ScheduledTimers(scheduler, workers);
    ParticipantTokens tokens = new ParticipantTokens(config.auth().jwtSigningSecret());
    orbs = fleet(config.fleet(), tokens, clock);
    summarizing = new Summarizing(config.summary(), clock, workers);
    transcription = Listening.start(config.transcription(), clock);
    ObservedSpeech.watch(transcription, metrics.speech());
    ObservedRooms observed = new ObservedRooms(metrics.rooms(), metrics.sockets(), metrics.links());
    rooms =
        new RoomDirectory(
            config.room(),
            store.ownerEpoch(),
            new RoomPorts(
                clock,
                timers,
                turn::iceServersFor,
                new LinkTokens(tokens, config.auth(), clock),
                store,
                events,
                summarizing.summarizer(),
                orbs,
                transcription,
                observed,
                workers));
    observed.watch(rooms);
    aliveBeat = new AliveBeat(store, rooms, clock, timers);
    webhooks =
        new Webhooks(
            config.webhook(),
            Pace.ofDays(config.webhook().giveUp()),
            new EmbeddedWebhookStore(storeFile),
            events,
            clock,
            (delay, task) -> timers.schedule(delay, task)::cancel,
            workers,
            version());
    Door door = new Door(tokens, rooms, config.orb(), clock);
    ApiKeys keys = new ApiKeys(config.auth().apiKeys());
    sockets =
        new OpenSockets(
            config.socket(), clock, scheduler, workers, new ObservedSockets(metrics.sockets()));
    List<SocketEndpoint> endpoints = new ArrayList<>();
    endpoints.add(new SignalEndpoint(door, config.socket()));
    RelayCounters relay = new RelayCounters();
    ObservedRelay.watch(relay, metrics.relay());
    endpoints.add(new MediaEndpoint(door, clock, relay));
    endpoints.add(new EventsEndpoint(keys, events, config.socket(), sockets, clock));
    if (config.socket().echo()) {
      endpoints.add(new EchoEndpoint());
    }
    web =
        new WebServer(
            config,
            keys,
            tokens,
            door,
            rooms,
            webhooks,
            orbs,
            transcription,
            turn,
            tls,
            clock,
            new Vitals(version(), sockets::count, () -> ready && rooms.available(), metrics),
            workers,
            next -> new SocketHandler(endpoints, sockets, next));
  }

  private @Nullable ServerTls tls(@Nullable TlsConfig config, Clock clock)
      throws UnusableCertificateException {
    if (config == null) {
      return null;
    }
    ServerTls tls = new ServerTls(config, clock);
    long millis = config.reloadInterval().toMillis();
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> workers.execute(tls::look), millis, millis, TimeUnit.MILLISECONDS);
    return tls;
  }

  private OrbFleet fleet(FleetConfig config, ParticipantTokens tokens, Clock clock) {
    String outside = config.cpuHost();
    Supplier<String> cpuHost = () -> outside == null ? "localhost:" + web.localPort() : outside;
    Map<OrbPlace, OrbRunner> runners = new EnumMap<>(OrbPlace.class);
    FleetConfig.Gpu gpu = config.gpu();
    if (gpu != null) {
      runners.put(OrbPlace.GPU, new GpuManagerRunner(config, gpu, cpuHost, clock));
    }
    runners.put(OrbPlace.PROCESS, new ProcessRunner(config, System.getenv(), cpuHost, workers));
    OrbRules rules =
        new OrbRules(
            config.timing(),
            List.copyOf(runners.keySet()),
            config.maxMemoryMegabytes(),
            config.maxCpuPercent());
    return new OrbFleet(
        config.enabled(), config.maxConcurrent(), rules, runners, tokens::mintFor, workers);
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  void start() throws Exception {
    rooms.restore();
    webhooks.start();
    web.start();
    rooms.open();
    aliveBeat.start();
    ready = true;
  }

  int port() {
    return web.port();
  }

  int localPort() {
    return web.localPort();
  }

  void stop() throws Exception {
    ready = false;
    aliveBeat.stop();
    orbs.close();
    sockets.stop();
    try {
      web.stop();
    } finally {
      metrics.close();
      webhooks.close(WEBHOOK_FLUSH);
      transcription.close();
      summarizing.close();
      scheduler.shutdownNow();
      workers.stop();
      storeFile.close();
    }
  }

  public static void main(String[] args) throws Exception {
    ServerConfig config;
    Main service;
    try {
      config = ServerConfig.from(System.getenv());
      service = new Main(config, Clock.systemUTC());
    } catch (ConfigException e) {
      System.err.println("rooms: configuration: " + e.getMessage());
      System.exit(EXIT_BAD_CONFIG);
      return;
    } catch (UnusableStoreException e) {
      System.err.println("rooms: store: " + e.getMessage());
      System.exit(EXIT_BAD_CONFIG);
      return;
    } catch (UnusableCertificateException e) {
      System.err.println("rooms: TLS: " + e.getMessage());
      System.exit(EXIT_BAD_CONFIG);
      return;
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> shutDown(service)));
    try {
      service.start();
    } catch (Exception e) {
      log.debug("not started", e);
      System.err.println("rooms: not started: " + firstLine(e));
      System.exit(EXIT_FAILED);
    }
    log.info(
        "hybrid rooms {} on port {}, reached at {}",
        version(),
        service.port(),
        config.http().publicUrl());
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  private static void shutDown(Main service) {
    try {
      service.stop();
    } catch (Exception e) {
      log.error("not stopped in order", e);
    }
  }
}
