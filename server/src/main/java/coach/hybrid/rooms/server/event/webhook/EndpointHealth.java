package coach.hybrid.rooms.server.event.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver has been doing since the service started.
 *
 * @param failingSince when the present row of failures began; null while it is well
 * @param consecutiveFailures attempts since one succeeded
 * @param lastStatus what it answered last; 0 if it never did, or not the last time
 * @param lastError what went wrong in the last failure of the present row
 */
public record EndpointHealth(
    @Nullable Instant failingSince,
    int consecutiveFailures,
    int lastStatus,
    @Nullable String lastError,
    @Nullable Instant lastDeliveredAt) {
  static final EndpointHealth UNKNOWN = new EndpointHealth(null, 0, 0, null, null);

  EndpointHealth after(Answer answer, Instant now) {
    if (answer.delivered()) {
      return new EndpointHealth(null, 0, answer.status(), null, now);
    }
    return new EndpointHealth(
        failingSince == null ? now : failingSince,
        consecutiveFailures + 1,
        answer.status(),
        answer.failure(),
        lastDeliveredAt);
  }
}
