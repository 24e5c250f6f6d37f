package coach.hybrid.rooms.server.store;

import coach.hybrid.rooms.server.store.WebhookStore.DeadLetterKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a webhook was not told of; the event itself is in the room's log.
 *
 * @param buriedAt when it was given up
 * @param attempts how often it was tried since the service started
 * @param lastStatus what the receiver answered last; 0 if it did not
 */
public record StoredDeadLetter(
    String roomId,
    long seq,
    String eventId,
    String type,
    Instant happenedAt,
    Instant buriedAt,
    int attempts,
    int lastStatus,
    @Nullable String lastError) {
  public DeadLetterKey key() {
    return new DeadLetterKey(roomId, seq);
  }
}
