package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.event.EventJson;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.WebhookStore.DeadLetterKey;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Sends at once what somebody asks for: a test, an event once more. Touches neither order nor
 * cursors; the asking thread waits, so there are only so many.
 */
final class Redelivery {
  private static final int MOST_AT_ONCE = 8;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final DeliveryPorts ports;
  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

  Redelivery(DeliveryPorts ports) {
    this.ports = ports;
  }

  Sending test(Webhook webhook) {
    Instant now = ports.clock().instant();
    String id = "evt_test_" + UUID.randomUUID();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("webhookId", webhook.id());
    data.put("timestamp", TIME.format(now));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "webhook.test");
    body.put("id", id);
    body.put("seq", 0);
    body.put("data", data);
    return send(webhook, id, EventJson.write(body));
  }

  Sending event(Webhook webhook, String roomId, long seq) {
    List<StoredEvent> found = seq < 1 ? List.of() : ports.log().read(roomId, seq - 1);
    if (found.isEmpty() || found.getFirst().seq() != seq) {
      return new Sending.NoSuchEvent();
    }
    return send(webhook, found.getFirst().id(), found.getFirst().body());
  }

  Sending deadLetter(Webhook webhook, DeadLetterKey key) {
    StoredDeadLetter letter = ports.store().deadLetter(webhook.id(), key);
    if (letter == null) {
      return new Sending.NoSuchEvent();
    }
    Sending sending = event(webhook, key.roomId(), key.seq());
    if (sending instanceof Sending.Sent(Answer answer) && answer.delivered()) {
      ports.store().removeDeadLetter(webhook.id(), key);
    }
    return sending;
  }

  private Sending send(Webhook webhook, String id, String body) {
    if (!permits.tryAcquire()) {
      return new Sending.Busy();
    }
    try {
      Envelope envelope = Signatures.seal(webhook, id, body, ports.clock().instant());
      return new Sending.Sent(ports.sender().send(envelope).join());
    } finally {
      permits.release();
    }
  }
}
