package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.auth.PresentedToken;
import coach.hybrid.rooms.server.metric.Metrics;
import spark.Request;
import spark.Response;
import spark.Route;

/** {@code GET /metrics} for Prometheus, and what routes report to it. */
final class MetricsPage {
  private final Metrics metrics;
  private final ApiKeys apiKeys;
  private final ApiKeys metricsKeys;

  /**
   * @param metricsKeys open this page and nothing else
   */
  MetricsPage(Metrics metrics, ApiKeys apiKeys, ApiKeys metricsKeys) {
    this.metrics = metrics;
    this.apiKeys = apiKeys;
    this.metricsKeys = metricsKeys;
  }

  Object scrape(Request request, Response response) {
    String key = PresentedToken.bearer(request.headers("Authorization"));
    if (!apiKeys.accept(key) && !metricsKeys.accept(key)) {
      throw RestApplication.unauthorized(response);
    }
    response.type(Metrics.MEDIA_TYPE);
    response.header("Cache-Control", "no-store");
    return metrics.scrape();
  }

  /** A route that creates rooms, with its successes and refusals counted. */
  Route counted(Route create) {
    return (request, response) -> {
      try {
        Object answer = create.handle(request, response);
        if (response.status() == 201) {
          metrics.rooms().roomCreated();
        } else {
          metrics.rooms().roomRepeated();
        }
        return answer;
      } catch (RuntimeException e) {
        metrics.rooms().roomRefused(RestApplication.problemOf(e).code());
        throw e;
      }
    };
  }
}
