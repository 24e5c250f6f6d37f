package coach.hybrid.rooms.server.config;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask how much.
 *
 * @param keyPerMinute requests a minute with one API key, in the long run
 * @param keyBurst requests at once with one API key
 * @param addressPerMinute requests a minute from one address without a good key
 * @param trustedProxies whose word about where a request comes from is believed
 * @param allowedOrigins pages of these origins may read the API's answers; empty for none
 * @param metricsKey opens {@code /metrics} and nothing else
 */
public record ApiConfig(
    int keyPerMinute,
    int keyBurst,
    int addressPerMinute,
    List<AddressRange> trustedProxies,
    Set<String> allowedOrigins,
    @Nullable Secret metricsKey) {
  public ApiConfig {
    trustedProxies = List.copyOf(trustedProxies);
    allowedOrigins = Set.copyOf(allowedOrigins);
  }
}
