package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one webhook of all rooms. Each room goes round: look for its next event, wait at the gate,
 * send, write how far it got, look again; one thread at a time per room, so its order holds.
 */
final class Endpoint {
  private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

  /** When to try again what the store refused. */
  private static final Duration STORE_RETRY = Duration.ofSeconds(1);

  private final DeliveryPorts ports;
  private final Gate gate;
  private final WakeUp wakeUp;

  /** Cursors of rooms that were not looked at yet. */
  private final Map<String, Long> stored;

  private final Map<String, RoomCursor> rooms = new ConcurrentHashMap<>();

  /** Steps on their way through the workers. */
  private final AtomicInteger steps = new AtomicInteger();

  private final CompletableFuture<@Nullable Void> quiet = new CompletableFuture<>();
  private volatile Webhook webhook;
  private volatile boolean closing;
  private volatile boolean stopped;

  /**
   * @param cursors by room; rooms that are not in it are told from their beginning
   */
  Endpoint(Webhook webhook, Map<String, Long> cursors, DeliveryPorts ports) {
    this.webhook = webhook;
    this.stored = new ConcurrentHashMap<>(cursors);
    this.ports = ports;
    this.gate = new Gate(ports.pace());
    this.wakeUp = new WakeUp(ports.clock(), ports.alarm(), () -> step(this::pump));
  }

  Webhook webhook() {
    return webhook;
  }

  EndpointHealth health() {
    return gate.health();
  }

  /** Events not dealt with yet; some may turn out not to be wanted. */
  long pending() {
    return rooms.values().stream().mapToLong(room -> room.pending(ports.log())).sum();
  }

  /** The room may have something new; returns at once. */
  void wake(String roomId) {
    RoomCursor room = rooms.computeIfAbsent(roomId, this::cursor);
    if (!stopped && room.pending(ports.log()) > 0 && room.pickUp()) {
      step(() -> look(room));
    }
  }

  private RoomCursor cursor(String roomId) {
    Long position = stored.remove(roomId);
    return new RoomCursor(roomId, position == null ? 0 : position, gate.newBackoff());
  }

  /** The room has been purged, with what the store held of it. */
  void forget(String roomId) {
    stored.remove(roomId);
    RoomCursor room = rooms.remove(roomId);
    if (room != null) {
      if (!room.pickUp()) {
        log.warn("room {} was purged before webhook {} was told of all", roomId, webhook.id());
      }
      room.forget();
      gate.remove(room);
    }
  }

  private void step(Runnable task) {
    steps.incrementAndGet();
    try {
      ports
          .workers()
          .execute(() -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              log.error("webhook {} broke; a room of it waits for the next start", webhook.id(), e);
            } finally {
              steps.decrementAndGet();
              noticeQuiet();
            }
          });
    } catch (RejectedExecutionException e) {
      steps.decrementAndGet(); // The service is going down; all is in the store.
    }
  }

  private void later(Runnable task) {
    if (stopped) {
      return;
    }
    ports.alarm().schedule(STORE_RETRY, () -> step(task));
  }

  private void look(RoomCursor room) {
    try {
      while (!stopped && !room.gone()) {
        if (webhook.disabled() && bury(room)) {
          continue;
        }
        StoredEvent next = room.next(ports.log(), event -> webhook.wants(event.type()));
        if (next != null) {
          if (gate.isOpen()) {
            room.dropPage();
          }
          gate.queue(room);
          pump();
          return;
        }
        room.putDown();
        if (room.pending(ports.log()) == 0 || !room.pickUp()) {
          return; // Else something came between looking and putting down.
        }
      }
    } catch (StoreException e) {
      log.warn("events of room {} cannot be read or buried now", room.roomId, e);
      later(() -> look(room));
    }
  }

  /** Lets in whoever may try now, and sees that it is asked again in time. */
  private void pump() {
    for (RoomCursor room : gate.admit(ports.clock().instant())) {
      step(() -> deliver(room));
    }
    wakeUp.at(gate::wakeAt);
  }

  private void deliver(RoomCursor room) {
    StoredEvent event;
    try {
      event = room.next(ports.log(), next -> webhook.wants(next.type()));
    } catch (StoreException e) {
      log.warn("events of room {} cannot be read now", room.roomId, e);
      gate.gaveBack();
      later(() -> look(room));
      pump();
      return;
    }
    if (event == null || stopped || room.gone() || webhook.disabled()) {
      gate.gaveBack();
      step(() -> look(room));
      step(this::pump);
      return;
    }
    Envelope envelope = Signatures.seal(webhook, event.id(), event.body(), ports.clock().instant());
    var _ =
        ports.sender().send(envelope).thenAccept(answer -> step(() -> settle(room, event, answer)));
  }

  private void settle(RoomCursor room, StoredEvent event, Answer answer) {
    if (stopped && !answer.delivered()) {
      return; // It was cut off by us.
    }
    ports.stats().attempted(answer);
    Instant now = ports.clock().instant();
    if (answer.delivered()) {
      gate.succeeded(answer, now);
      room.backoff.reset();
      advance(room, event, List.of());
    } else if (answer.gone()) {
      gate.left(answer, now);
      disable(room);
    } else if (now.isBefore(event.at().plus(ports.pace().giveUp()))) {
      room.dropPage();
      gate.failed(room, answer, now);
      sayFailing();
    } else {
      gate.failed(null, answer, now);
      StoredDeadLetter letter = DeadLetters.of(event, room.backoff.failures() + 1, answer, now);
      room.backoff.reset();
      advance(room, event, List.of(letter));
    }
    pump();
  }

  private void sayFailing() {
    EndpointHealth health = gate.health();
    if (health.consecutiveFailures() == 1) {
      log.warn("webhook {} does not take events: {}", webhook.id(), health.lastError());
    }
  }

  /** Writes that the room is past this event, as often as it takes, and goes on. */
  private void advance(RoomCursor room, StoredEvent event, List<StoredDeadLetter> buried) {
    if (room.gone()) {
      return;
    }
    try {
      ports.store().advance(webhook.id(), room.roomId, event.seq(), buried);
    } catch (StoreException e) {
      log.warn("webhook {}: a delivery cannot be written down now", webhook.id(), e);
      later(() -> advance(room, event, buried));
      return;
    }
    if (!buried.isEmpty()) {
      ports.stats().buried(buried.size());
      log.warn(
          "webhook {} was not told of {} in room {}: {}",
          webhook.id(),
          event.type(),
          room.roomId,
          buried.getLast().lastError());
    }
    room.passed(event);
    step(() -> look(room));
  }

  /** A disabled webhook's events become dead letters; false if there is nothing to bury. */
  private boolean bury(RoomCursor room) {
    List<StoredEvent> events = room.ahead(ports.log());
    if (events.isEmpty()) {
      return false;
    }
    Instant now = ports.clock().instant();
    List<StoredDeadLetter> letters =
        events.stream()
            .filter(event -> webhook.wants(event.type()))
            .map(event -> DeadLetters.ofDisabled(event, now))
            .toList();
    if (!letters.isEmpty()) {
      ports.store().advance(webhook.id(), room.roomId, events.getLast().seq(), letters);
      ports.stats().buried(letters.size());
    }
    room.passedAll();
    return true;
  }

  /** The receiver said 410: what it was not told of is buried, also what comes from now on. */
  private void disable(RoomCursor room) {
    if (webhook.disabled()) {
      step(() -> look(room)); // Several were under way.
      return;
    }
    Webhook disabled = webhook.withDisabled(true);
    try {
      ports.store().replace(disabled.toStored());
    } catch (StoreException e) {
      log.warn("webhook {} is gone, which cannot be written down now", webhook.id(), e);
      later(() -> disable(room));
      return;
    }
    webhook = disabled;
    log.warn("webhook {} answered 410 and is disabled", webhook.id());
    step(() -> look(room));
    gate.drain().forEach(waiting -> step(() -> look(waiting)));
  }

  /** Also of use while it is failing: everything is tried again at once. */
  void enable() {
    Webhook enabled = webhook.withDisabled(false);
    ports.store().replace(enabled.toStored());
    webhook = enabled;
    gate.reset();
    pump();
  }

  /** Completes when nothing more is to be expected of this receiver before the service stops. */
  CompletableFuture<@Nullable Void> flush() {
    closing = true;
    gate.closing();
    noticeQuiet();
    return quiet;
  }

  private void noticeQuiet() {
    if (closing && steps.get() == 0 && gate.quiet()) {
      quiet.complete(null);
    }
  }

  /** Nothing is begun any more; what is under way counts if it is taken in time. */
  void stop() {
    stopped = true;
    gate.shut();
    wakeUp.stop();
  }
}
