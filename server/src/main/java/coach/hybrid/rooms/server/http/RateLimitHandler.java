package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.auth.PresentedToken;
import coach.hybrid.rooms.server.config.AddressRange;
import coach.hybrid.rooms.server.http.RateLimits.Policy;
import coach.hybrid.rooms.server.http.RateLimits.Standing;
import coach.hybrid.rooms.server.metric.ApiMetrics;
import coach.hybrid.rooms.server.problem.Problem;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Says on every answer of the API and the room pages how many more requests there are
 * (draft-ietf-httpapi-ratelimit-headers), and refuses those that are too many.
 */
final class RateLimitHandler extends Handler.Wrapper {
  private static final List<String> KEYLESS = List.of("/room/", "/ws-simple/", "/media/");

  private final RateLimits limits;
  private final List<AddressRange> trustedProxies;
  private final ApiMetrics metrics;

  RateLimitHandler(
      RateLimits limits, List<AddressRange> trustedProxies, ApiMetrics metrics, Handler next) {
    super(next);
    this.limits = limits;
    this.trustedProxies = trustedProxies;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    boolean metricsPage = path.equals("/metrics");
    boolean events = path.startsWith("/events/");
    boolean wantsKey = metricsPage || events || path.startsWith("/api/");
    if (!wantsKey && KEYLESS.stream().noneMatch(path::startsWith)) {
      return super.handle(request, response, callback);
    }
    InetAddress address = ClientAddress.of(request, trustedProxies);
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    String query = events ? Request.extractQueryParameters(request).getValue("token") : null;
    Standing standing =
        wantsKey
            ? limits.keyed(PresentedToken.of(query, authorization), address, metricsPage)
            : limits.keyless(address);
    Policy policy = standing.policy();
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(
        "RateLimit-Policy",
        "\"%s\";q=%d;w=%d".formatted(policy.name(), policy.limit(), policy.windowSeconds()));
    headers.put(
        "RateLimit",
        "\"%s\";r=%d;t=%d".formatted(policy.name(), standing.remaining(), standing.resetSeconds()));
    if (!standing.refused()) {
      return super.handle(
          request, response, mayTakeKey(path) ? judged(response, callback, address) : callback);
    }
    metrics.rateLimited(policy.name());
    headers.put(HttpHeader.RETRY_AFTER, Long.toString(standing.retryAfterSeconds()));
    Problem problem =
        Problem.of(
            429,
            "rate-limited",
            "Too many requests",
            "Come back in " + standing.retryAfterSeconds() + " s.");
    return Problems.write(response, callback, problem);
  }

  /** What a coach's link opens, and an API key as well. */
  private static boolean mayTakeKey(String path) {
    return path.startsWith("/room/") && (path.endsWith("/links") || path.endsWith("/debug"));
  }

  /** No key is found there more cheaply than anywhere else. */
  private Callback judged(Response response, Callback callback, @Nullable InetAddress address) {
    return Callback.from(
        () -> {
          if (response.getStatus() == HttpStatus.UNAUTHORIZED_401) {
            limits.wrongKey(address);
          }
        },
        callback);
  }
}
