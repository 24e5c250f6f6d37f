package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.event.webhook.Webhook;
import coach.hybrid.rooms.server.event.webhook.WebhookStatus;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How webhooks and dead letters are described; a secret never is. */
final class WebhookJson {
  private WebhookJson() {}

  static Map<String, @Nullable Object> describe(WebhookStatus status) {
    Webhook webhook = status.webhook();
    Map<String, @Nullable Object> body = Json.object();
    body.put("id", webhook.id());
    body.put("url", webhook.url().toString());
    body.put("events", webhook.events());
    body.put("createdAt", Rooms.iso(webhook.createdAt()));
    body.put("status", webhook.disabled() ? "disabled" : "active");
    body.put("failingSince", Rooms.iso(status.health().failingSince()));
    body.put("consecutiveFailures", status.health().consecutiveFailures());
    body.put("lastStatus", statusOrNull(status.health().lastStatus()));
    body.put("lastError", status.health().lastError());
    body.put("lastDeliveredAt", Rooms.iso(status.health().lastDeliveredAt()));
    body.put("pending", status.pending());
    return body;
  }

  static Map<String, @Nullable Object> describe(StoredDeadLetter letter) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("deliveryId", deliveryId(letter));
    body.put("roomId", letter.roomId());
    body.put("seq", letter.seq());
    body.put("eventId", letter.eventId());
    body.put("type", letter.type());
    body.put("happenedAt", Rooms.iso(letter.happenedAt()));
    body.put("buriedAt", Rooms.iso(letter.buriedAt()));
    body.put("attempts", letter.attempts());
    body.put("lastStatus", statusOrNull(letter.lastStatus()));
    body.put("lastError", letter.lastError());
    return body;
  }

  static String deliveryId(StoredDeadLetter letter) {
    return letter.roomId() + "." + letter.seq();
  }

  static @Nullable Integer statusOrNull(int status) {
    return status == 0 ? null : status;
  }
}
