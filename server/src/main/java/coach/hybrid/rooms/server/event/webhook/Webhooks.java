package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.config.WebhookConfig;
import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredWebhook;
import coach.hybrid.rooms.server.store.WebhookStore;
import coach.hybrid.rooms.server.store.WebhookStore.DeadLetterKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who wants to be told: registers them, wakes their deliveries when something is
 * committed, begins after a restart where it stopped. Any thread may call.
 */
public final class Webhooks implements EventLog.Listener {
  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final int MOST = 50;
  private static final int ID_BYTES = 15;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DeliveryPorts ports;
  private final AddressGuard guard;
  private final Redelivery redelivery;
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  /** Rooms that are there, with or without events. */
  private final Set<String> rooms = ConcurrentHashMap.newKeySet();

  private volatile boolean started;

  /** Reads what is stored, and sends nothing before {@link #start}. */
  public Webhooks(
      WebhookConfig config,
      Pace pace,
      WebhookStore store,
      EventLog events,
      Clock clock,
      Alarm alarm,
      Executor workers,
      String version) {
    this(
        config,
        new DeliveryPorts(
            events,
            store,
            new JettySender(config, workers, clock, version),
            clock,
            alarm,
            workers,
            pace,
            new DeliveryStats()));
  }

  Webhooks(WebhookConfig config, DeliveryPorts ports) {
    this.ports = ports;
    guard = new AddressGuard(config.allowedHosts());
    redelivery = new Redelivery(ports);
    for (StoredWebhook stored : ports.store().webhooks()) {
      try {
        Webhook webhook = Webhook.of(stored);
        endpoints.put(
            webhook.id(), new Endpoint(webhook, ports.store().cursors(webhook.id()), ports));
      } catch (IllegalArgumentException e) {
        log.error("webhook {} cannot be used and is left out", stored.id(), e);
      }
    }
    ports.log().listen(this);
  }

  /** All rooms of before are back by now: what they have that was not told goes out. */
  public void start() {
    started = true;
    rooms.forEach(roomId -> endpoints.values().forEach(endpoint -> endpoint.wake(roomId)));
  }

  @Override
  public void committed(String roomId, long lastSeq) {
    rooms.add(roomId);
    if (started) {
      endpoints.values().forEach(endpoint -> endpoint.wake(roomId));
    }
  }

  @Override
  public void forgotten(String roomId) {
    rooms.remove(roomId);
    endpoints.values().forEach(endpoint -> endpoint.forget(roomId));
  }

  /**
   * Whoever registers is told of what happens from now on.
   *
   * @param events names of the wanted events; empty for all
   * @param given null to have a secret made
   */
  public synchronized Registration register(URI url, List<String> events, @Nullable Secret given) {
    if (endpoints.size() >= MOST) {
      return new Registration.TooMany(MOST);
    }
    String refusal = guard.refusal(url);
    if (refusal != null) {
      return new Registration.AddressRefused(refusal);
    }
    Webhook webhook =
        new Webhook(
            newId(),
            url,
            events.stream().distinct().toList(),
            given == null ? Signatures.newSecret() : given,
            ports.clock().instant().truncatedTo(ChronoUnit.MILLIS),
            false);
    Map<String, Long> cursors = new HashMap<>();
    rooms.forEach(roomId -> cursors.put(roomId, ports.log().lastSeq(roomId)));
    cursors.values().removeIf(seq -> seq == 0);
    ports.store().add(webhook.toStored(), cursors);
    Endpoint endpoint = new Endpoint(webhook, cursors, ports);
    endpoints.put(webhook.id(), endpoint);
    // What happened while it was written nobody has told it of.
    cursors.keySet().stream().filter(roomId -> !rooms.contains(roomId)).forEach(endpoint::forget);
    rooms.forEach(endpoint::wake);
    return new Registration.Registered(status(endpoint), given == null);
  }

  private static String newId() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return "wh_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public List<WebhookStatus> all() {
    return endpoints.values().stream()
        .map(Webhooks::status)
        .sorted(
            Comparator.comparing((WebhookStatus status) -> status.webhook().createdAt())
                .thenComparing(status -> status.webhook().id()))
        .toList();
  }

  public @Nullable WebhookStatus find(String id) {
    Endpoint endpoint = endpoints.get(id);
    return endpoint == null ? null : status(endpoint);
  }

  private static WebhookStatus status(Endpoint endpoint) {
    return new WebhookStatus(endpoint.webhook(), endpoint.health(), endpoint.pending());
  }

  /** False if there is none. */
  public synchronized boolean remove(String id) {
    Endpoint endpoint = endpoints.get(id);
    if (endpoint == null) {
      return false;
    }
    ports.store().remove(id);
    endpoints.remove(id);
    endpoint.stop();
    return true;
  }

  /** Null if there is none; a failing one is tried again at once. */
  public @Nullable WebhookStatus enable(String id) {
    Endpoint endpoint = endpoints.get(id);
    if (endpoint == null) {
      return null;
    }
    endpoint.enable();
    return status(endpoint);
  }

  public Sending test(String id) {
    Endpoint endpoint = endpoints.get(id);
    return endpoint == null ? new Sending.NoSuchWebhook() : redelivery.test(endpoint.webhook());
  }

  /** Sends an event again, whatever the webhook was told before. */
  public Sending redeliver(String id, String roomId, long seq) {
    Endpoint endpoint = endpoints.get(id);
    return endpoint == null
        ? new Sending.NoSuchWebhook()
        : redelivery.event(endpoint.webhook(), roomId, seq);
  }

  /** Sends an event that was given up; if it is taken now it is no dead letter any more. */
  public Sending redeliverDeadLetter(String id, DeadLetterKey key) {
    Endpoint endpoint = endpoints.get(id);
    return endpoint == null
        ? new Sending.NoSuchWebhook()
        : redelivery.deadLetter(endpoint.webhook(), key);
  }

  public List<StoredDeadLetter> deadLetters(String id, @Nullable DeadLetterKey after, int limit) {
    return ports.store().deadLetters(id, after, limit);
  }

  public DeliveryStats stats() {
    return ports.stats();
  }

  /** How many dead letters there are now, of all webhooks; 0 if that cannot be read. */
  public long deadLetters() {
    try {
      return ports.store().deadLetterCount();
    } catch (StoreException e) {
      return 0;
    }
  }

  /** How many events wait for delivery, of all webhooks. */
  public long pending() {
    return endpoints.values().stream().mapToLong(Endpoint::pending).sum();
  }

  /**
   * Tells receivers that are well of what has happened, for at most so long; the rest is done after
   * the next start.
   */
  public void close(Duration flush) {
    CompletableFuture<?>[] quiet =
        endpoints.values().stream().map(Endpoint::flush).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(quiet).get(flush.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.info("{} deliveries wait for the next start", pending());
    } catch (ExecutionException e) {
      throw new IllegalStateException("flushing webhooks failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      endpoints.values().forEach(Endpoint::stop);
      ports.sender().close();
    }
  }
}
