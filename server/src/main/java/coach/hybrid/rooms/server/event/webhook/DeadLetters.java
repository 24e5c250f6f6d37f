package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept of an event that is not delivered any more; the event itself stays in its room. */
final class DeadLetters {
  private DeadLetters() {}

  /** Given up after it was tried for too long. */
  static StoredDeadLetter of(StoredEvent event, int attempts, Answer last, Instant now) {
    return make(event, attempts, last.status(), last.failure(), now);
  }

  /** Never tried, or not again, because the receiver is gone for good. */
  static StoredDeadLetter ofDisabled(StoredEvent event, Instant now) {
    return make(event, 0, 0, "the webhook is disabled", now);
  }

  private static StoredDeadLetter make(
      StoredEvent event, int attempts, int status, @Nullable String error, Instant now) {
    return new StoredDeadLetter(
        event.roomId(),
        event.seq(),
        event.id(),
        event.type(),
        event.at(),
        now,
        attempts,
        status,
        error);
  }
}
