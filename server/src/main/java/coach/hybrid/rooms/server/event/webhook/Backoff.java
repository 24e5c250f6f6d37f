package coach.hybrid.rooms.server.event.webhook;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The growing rests of one row of failures, reckoned by Failsafe; the waiting is the caller's, by
 * its own clock. Not thread-safe.
 */
final class Backoff {
  private static final double JITTER = 0.2;

  private final RetryPolicy<Answer> policy;
  private final Duration longest;
  private @Nullable Execution<Answer> failing;

  Backoff(Pace pace) {
    this(
        RetryPolicy.<Answer>builder()
            .handleResultIf(answer -> !answer.delivered())
            .withBackoff(pace.firstDelay(), pace.longestDelay())
            .withJitter(JITTER)
            .withMaxAttempts(-1)
            .build(),
        pace.longestDelay());
  }

  private Backoff(RetryPolicy<Answer> policy, Duration longest) {
    this.policy = policy;
    this.longest = longest;
  }

  /** For another row of failures at the same pace. */
  Backoff another() {
    return new Backoff(policy, longest);
  }

  /** How long to rest now. */
  Duration afterFailure(Answer answer) {
    Execution<Answer> row = failing == null ? Execution.of(policy) : failing;
    failing = row;
    row.recordResult(answer);
    Duration rest = row.getDelay();
    return rest.compareTo(longest) > 0 ? longest : rest;
  }

  int failures() {
    return failing == null ? 0 : failing.getAttemptCount();
  }

  void reset() {
    failing = null;
  }
}
