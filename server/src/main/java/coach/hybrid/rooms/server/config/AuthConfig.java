package coach.hybrid.rooms.server.config;

import java.time.Duration;
import java.util.List;

/**
 * Keys and tokens.
 *
 * @param jwtSigningSecret shared with the main app (seed 000)
 * @param apiKeys any of these opens the API, so that keys can rotate
 * @param linkMargin how long a link we mint outlives the session's latest end
 * @param unscheduledLinkLife how long a link lives for a room without a start time
 */
public record AuthConfig(
    Secret jwtSigningSecret,
    List<Secret> apiKeys,
    Duration linkMargin,
    Duration unscheduledLinkLife) {
  public AuthConfig {
    apiKeys = List.copyOf(apiKeys);
  }
}
