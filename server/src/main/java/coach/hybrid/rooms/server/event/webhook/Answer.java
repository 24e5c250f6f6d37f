package coach.hybrid.rooms.server.event.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param status what the receiver answered; 0 if it did not
 * @param error what went wrong, if not just the status; for a person to read
 * @param retryAfter how long the receiver asked to be left alone
 */
public record Answer(
    int status, @Nullable String error, Duration took, @Nullable Duration retryAfter) {
  private static final int GONE = 410;

  public boolean delivered() {
    return error == null && status >= 200 && status < 300;
  }

  /** The receiver does not want to be told any more. */
  boolean gone() {
    return error == null && status == GONE;
  }

  /** One line; null if all went well. */
  public @Nullable String failure() {
    if (error != null) {
      return error;
    }
    return delivered() ? null : "the receiver answered " + status;
  }

  static Answer failed(String error, Duration took) {
    return new Answer(0, error, took, null);
  }
}
