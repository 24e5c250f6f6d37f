package coach.hybrid.rooms.server.event.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header of that name (RFC 9110, section 10.2.3). */
final class RetryAfter {
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** Null if it is absent or makes no sense. */
  static @Nullable Duration parse(@Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    String value = text.strip();
    if (value.matches("\\d{1," + MAX_DIGITS + "}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Duration rest =
          Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
      return rest.isNegative() ? Duration.ZERO : rest;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
