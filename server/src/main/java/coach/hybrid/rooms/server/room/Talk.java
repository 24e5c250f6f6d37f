package coach.hybrid.rooms.server.room;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long one role has spoken.
 *
 * @param past what is said and done
 * @param since when the voice began that is heard now, or null
 */
public record Talk(Duration past, @Nullable Instant since) {
  static final Talk NONE = new Talk(Duration.ZERO, null);

  public Duration total(Instant now) {
    return since == null || now.isBefore(since) ? past : past.plus(Duration.between(since, now));
  }

  Talk begin(Instant at) {
    return since == null ? new Talk(past, at) : this;
  }

  Talk end(Instant at) {
    return since == null ? this : new Talk(total(at), null);
  }
}
