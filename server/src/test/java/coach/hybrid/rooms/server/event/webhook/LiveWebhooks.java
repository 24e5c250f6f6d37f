package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.config.AllowedHosts;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.config.ServerConfig;
import coach.hybrid.rooms.server.config.WebhookConfig;
import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.event.webhook.Registration.Registered;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.StoredRoom;
import coach.hybrid.rooms.server.store.embedded.EmbeddedRoomStore;
import coach.hybrid.rooms.server.store.embedded.EmbeddedWebhookStore;
import coach.hybrid.rooms.server.store.embedded.StoreFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The whole of it with real time, real threads, real HTTP; only impatient. */
final class LiveWebhooks implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pace IMPATIENT =
      new Pace(
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          Duration.ofMillis(50),
          Duration.ofDays(3),
          16);

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final StoreFile file;
  private final EmbeddedRoomStore store;
  private final EventLog log;
  private final Webhooks webhooks;
  private final Map<String, Long> seqs = new ConcurrentHashMap<>();
  private boolean dead;

  LiveWebhooks(Path directory) throws Exception {
    this(directory, allowing("127.0.0.1"));
  }

  LiveWebhooks(Path directory, WebhookConfig config) throws Exception {
    file = new StoreFile(directory);
    store = new EmbeddedRoomStore(file);
    log = new EventLog(store, workers);
    webhooks =
        new Webhooks(
            config,
            IMPATIENT,
            new EmbeddedWebhookStore(file),
            log,
            Clock.systemUTC(),
            this::schedule,
            workers,
            "test");
    for (StoredRoom room : store.rooms()) {
      long seq = store.events(room.roomId(), 0, 1_000).size();
      seqs.put(room.roomId(), seq);
      log.committed(room.roomId(), seq);
    }
    webhooks.start();
  }

  /** As the operator would say it. */
  static WebhookConfig allowing(String hosts) throws Exception {
    AllowedHosts allowed =
        ServerConfig.from(
                Map.of(
                    "JWT_SIGNING_SECRET", "a-secret-of-the-main-app",
                    "ROOM_SERVICE_API_KEY", "key-of-the-main-app",
                    "WEBHOOK_ALLOWED_HOSTS", hosts))
            .webhook()
            .allowedHosts();
    return new WebhookConfig(allowed, Duration.ofDays(3), Duration.ofSeconds(2));
  }

  private Runnable schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> future =
        scheduler.schedule(() -> workers.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  Webhooks webhooks() {
    return webhooks;
  }

  String register(String url) {
    return register(url, null);
  }

  String register(String url, @Nullable String secret) {
    Registration done =
        webhooks.register(URI.create(url), List.of(), secret == null ? null : new Secret(secret));
    if (done instanceof Registered registered) {
      return registered.status().webhook().id();
    }
    throw new AssertionError(done);
  }

  void happen(String roomId) {
    happen(roomId, "{\"type\":\"room-started\"}");
  }

  void happen(String roomId, String body) {
    long seq = seqs.merge(roomId, 1L, Long::sum);
    store.commit(
        new StoredRoom(roomId, store.ownerEpoch(), "state"),
        List.of(
            new StoredEvent(roomId, seq, roomId + "#" + seq, "room-started", Instant.now(), body)));
    log.committed(roomId, seq);
  }

  boolean disabled(String id) {
    WebhookStatus status = webhooks.find(id);
    return status != null && status.webhook().disabled();
  }

  void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come about");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Nothing is finished, as when the process is killed. */
  void die() {
    dead = true;
    file.close();
    scheduler.shutdownNow();
    workers.shutdownNow();
  }

  @Override
  public void close() {
    if (!dead) {
      webhooks.close(Duration.ofMillis(100));
      scheduler.shutdownNow();
      workers.shutdownNow();
      file.close();
    }
  }
}
