package coach.hybrid.rooms.server.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/** What HTTP requests cost, by the route's template and never by the address itself. */
public final class ApiMetrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Labels routes = new Labels(100);
  private final Labels policies = new Labels(8);

  ApiMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A request was answered.
   *
   * @param route a template as {@code /api/rooms/{roomId}/status}
   */
  public void requestAnswered(String method, String route, int status, Duration took) {
    Timer.builder("rooms.http.request.duration")
        .description("Time from a request's head to the end of its answer")
        .serviceLevelObjectives(BUCKETS)
        .tag("method", METHODS.contains(method) ? method : Labels.OTHER)
        .tag("route", routes.bound(route))
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(took);
  }

  /**
   * A request was refused because there were too many.
   *
   * @param policy {@code key} or {@code address}
   */
  public void rateLimited(String policy) {
    Counter.builder("rooms.http.rate.limited")
        .description("Requests refused because there were too many")
        .tag("policy", policies.bound(policy))
        .register(registry)
        .increment();
  }
}
