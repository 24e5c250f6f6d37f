package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.event.EventTypes;
import coach.hybrid.rooms.server.store.StoredWebhook;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Somebody who wants to be told.
 *
 * @param events names of the events it wants; empty for all, also those of later versions, except
 *     {@link EventTypes#BY_NAME_ONLY}
 * @param disabled whether it said that it is gone for good (410)
 */
public record Webhook(
    String id, URI url, List<String> events, Secret secret, Instant createdAt, boolean disabled) {
  public Webhook {
    events = List.copyOf(events);
  }

  boolean wants(String type) {
    return events.isEmpty() ? !EventTypes.BY_NAME_ONLY.contains(type) : events.contains(type);
  }

  Webhook withDisabled(boolean nowDisabled) {
    return new Webhook(id, url, events, secret, createdAt, nowDisabled);
  }

  StoredWebhook toStored() {
    return new StoredWebhook(id, url.toString(), events, secret, createdAt, disabled);
  }

  /** Throws {@link IllegalArgumentException} if it cannot be used. */
  static Webhook of(StoredWebhook stored) {
    if (WebhookUrl.parse(stored.url()) == null || stored.secret().reveal().isEmpty()) {
      throw new IllegalArgumentException("a webhook without address or secret");
    }
    return new Webhook(
        stored.id(),
        URI.create(stored.url()),
        stored.events(),
        stored.secret(),
        stored.createdAt(),
        stored.disabled());
  }
}
