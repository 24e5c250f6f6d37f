package coach.hybrid.rooms.server.store;

import coach.hybrid.rooms.server.config.Secret;
import java.time.Instant;
import java.util.List;

/**
 * Somebody who wants to be told.
 *
 * @param events names of the events it wants; empty for all
 * @param disabled whether the receiver said that it is gone for good
 */
public record StoredWebhook(
    String id,
    String url,
    List<String> events,
    Secret secret,
    Instant createdAt,
    boolean disabled) {
  public StoredWebhook {
    events = List.copyOf(events);
  }
}
