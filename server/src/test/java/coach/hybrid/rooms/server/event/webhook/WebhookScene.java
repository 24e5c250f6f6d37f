package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.config.AllowedHosts;
import coach.hybrid.rooms.server.config.WebhookConfig;
import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.event.webhook.Registration.Registered;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.StoredRoom;
import coach.hybrid.rooms.server.store.UnusableStoreException;
import coach.hybrid.rooms.server.store.embedded.EmbeddedRoomStore;
import coach.hybrid.rooms.server.store.embedded.EmbeddedWebhookStore;
import coach.hybrid.rooms.server.store.embedded.StoreFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real store and the real deliveries, on one thread, with made-up time and receivers. */
final class WebhookScene implements AutoCloseable {
  static final Duration GIVE_UP = Duration.ofDays(3);

  final FakeClock clock = new FakeClock();
  private final Path directory;
  private final Map<String, Long> seqs = new TreeMap<>();

  FakeAlarm alarm = new FakeAlarm(clock);
  FakeSender sender = new FakeSender();
  private StoreFile file;
  private EmbeddedRoomStore roomStore;
  private EventLog log;
  FullableStore store;
  Webhooks webhooks;

  WebhookScene(Path directory) throws UnusableStoreException {
    this.directory = directory;
    file = new StoreFile(directory);
    roomStore = new EmbeddedRoomStore(file);
    log = new EventLog(roomStore, Runnable::run);
    store = new FullableStore(new EmbeddedWebhookStore(file));
    webhooks = open();
    webhooks.start();
  }

  private Webhooks open() {
    WebhookConfig config =
        new WebhookConfig(new AllowedHosts(List.of()), GIVE_UP, Duration.ofSeconds(15));
    return new Webhooks(
        config,
        new DeliveryPorts(
            log,
            store,
            sender,
            clock,
            alarm,
            Runnable::run,
            Pace.ofDays(GIVE_UP),
            new DeliveryStats()));
  }

  /** As after a crash: what was under way is never heard of again. */
  void restart() throws UnusableStoreException {
    file.close();
    alarm = new FakeAlarm(clock);
    sender = new FakeSender();
    file = new StoreFile(directory);
    roomStore = new EmbeddedRoomStore(file);
    log = new EventLog(roomStore, Runnable::run);
    store = new FullableStore(new EmbeddedWebhookStore(file));
    webhooks = open();
    seqs.forEach(log::committed);
    webhooks.start();
  }

  /** A webhook at that host for those events, or for all. */
  String webhook(String host, String... events) {
    Registration done =
        webhooks.register(URI.create("https://" + host + "/hook"), List.of(events), null);
    if (done instanceof Registered registered) {
      return registered.status().webhook().id();
    }
    throw new AssertionError(done);
  }

  /** Something happens; events are called {@code room#seq}. */
  void happen(String roomId, String... types) {
    for (String type : types) {
      long seq = seqs.merge(roomId, 1L, Long::sum);
      String body = "{\"type\":\"" + type + "\",\"seq\":" + seq + "}";
      roomStore.commit(
          new StoredRoom(roomId, 1, "state"),
          List.of(new StoredEvent(roomId, seq, roomId + "#" + seq, type, clock.instant(), body)));
      log.committed(roomId, seq);
    }
  }

  void started(String roomId, int times) {
    for (int i = 0; i < times; i++) {
      happen(roomId, "room-started");
    }
  }

  void purge(String roomId) {
    roomStore.purge(roomId);
    seqs.remove(roomId);
    log.forget(roomId);
  }

  List<StoredDeadLetter> deadLetters(String webhookId) {
    return store.deadLetters(webhookId, null, 1_000);
  }

  List<String> deadIds(String webhookId) {
    return deadLetters(webhookId).stream().map(StoredDeadLetter::eventId).toList();
  }

  @Override
  public void close() {
    file.close();
  }
}
