package coach.hybrid.rooms.server.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Either a provider's static user and password (seed 000), or a secret shared with coturn from
 * which short-lived credentials are made, or no TURN at all.
 */
public record TurnConfig(
    List<String> urls,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Secret secret,
    Duration credentialLife) {
  public TurnConfig {
    urls = List.copyOf(urls);
  }
}
