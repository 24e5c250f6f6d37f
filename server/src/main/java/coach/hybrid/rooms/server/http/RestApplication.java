package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.auth.PresentedToken;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.store.StoreException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import spark.ExceptionHandlerImpl;
import spark.ExceptionMapper;
import spark.Request;
import spark.Response;
import spark.Route;
import spark.Spark;
import spark.route.ServletRoutes;
import spark.servlet.SparkApplication;

/** The table of REST routes: who may call what, and what a failure looks like. */
final class RestApplication implements SparkApplication {
  private static final Logger log = LoggerFactory.getLogger(RestApplication.class);

  static final Problem BODY_TOO_LARGE =
      Problem.of(413, "body-too-large", "The body is too large", "Send a smaller body.");

  private static final Problem BAD_REQUEST =
      Problem.of(400, "bad-request", "Bad Request", "The request cannot be read.");

  private final ApiKeys keys;
  private final RoomApi rooms;
  private final RoomListApi lists;
  private final SettingsApi settings;
  private final ReportApi reports;
  private final TranscriptApi transcripts;
  private final WebhookApi webhooks;
  private final OrbApi orbs;
  private final RoomPages pages;
  private final LinkApi links;
  private final Health health;
  private final MetricsPage metrics;
  private final Docs docs;
  private volatile RouteTable routes = RouteTable.EMPTY;

  RestApplication(
      ApiKeys keys,
      RoomApi rooms,
      RoomListApi lists,
      SettingsApi settings,
      ReportApi reports,
      TranscriptApi transcripts,
      WebhookApi webhooks,
      OrbApi orbs,
      RoomPages pages,
      LinkApi links,
      Health health,
      MetricsPage metrics,
      Docs docs) {
    this.keys = keys;
    this.rooms = rooms;
    this.lists = lists;
    this.settings = settings;
    this.reports = reports;
    this.transcripts = transcripts;
    this.webhooks = webhooks;
    this.orbs = orbs;
    this.pages = pages;
    this.links = links;
    this.health = health;
    this.metrics = metrics;
    this.docs = docs;
  }

  /** Empty until {@link #init} has run. */
  RouteTable routes() {
    return routes;
  }

  @Override
  public void init() {
    // Spark keeps its routes in statics; a server started before in this JVM left its own there.
    ServletRoutes.get().clear();
    ExceptionMapper.getServletInstance().clear();

    Spark.before((request, _) -> Json.take(request));
    Spark.before("/api/*", this::requireKey);
    Spark.post("/api/rooms/create", metrics.counted(rooms::create));
    get("/api/rooms/:roomId/status", rooms::status);
    Spark.post("/api/rooms/:roomId/end", rooms::end);
    get("/api/rooms", lists::list);
    Spark.post("/api/rooms/bulk-status", lists::bulkStatus);
    Spark.patch("/api/rooms/:roomId/config", settings::configure);
    Spark.post("/api/rooms/:roomId/pre-warm", settings::preWarm);
    get("/api/rooms/:roomId/summary", reports::summary);
    get("/api/rooms/:roomId/transcription", transcripts::transcription);
    Spark.delete("/api/rooms/:roomId/transcription", transcripts::delete);
    get("/api/rooms/:roomId/analytics", reports::analytics);

    Spark.post("/api/webhooks", webhooks::register);
    get("/api/webhooks", webhooks::list);
    get("/api/webhooks/:id", webhooks::get);
    Spark.delete("/api/webhooks/:id", webhooks::delete);
    Spark.post("/api/webhooks/:id/enable", webhooks::enable);
    Spark.post("/api/webhooks/:id/test", webhooks::test);
    Spark.post("/api/webhooks/:id/redeliver", webhooks::redeliver);
    get("/api/webhooks/:id/dead-letters", webhooks::deadLetters);
    Spark.post(
        "/api/webhooks/:id/dead-letters/:deliveryId/redeliver", webhooks::redeliverDeadLetter);

    get("/api/orbs", orbs::list);
    get("/api/orbs/:orbId/heartbeat", orbs::heartbeat);
    Spark.delete("/api/orbs/:orbId/terminate", orbs::terminate);

    get("/room/:roomId", pages::page);
    get("/room/:roomId/lobby", pages::lobby);
    get("/room/:roomId/transcript", transcripts::forCoach);
    get("/room/:roomId/links", links::links);
    get("/room/:roomId/debug", links::page);
    Spark.post("/room/:roomId/leave", pages::leave);

    get("/health", health::health);
    get("/livez", health::live);
    get("/readyz", health::ready);
    get("/metrics", metrics::scrape);

    get("/docs", docs::page);
    get("/openapi.yaml", docs::openApi);
    get("/asyncapi.yaml", docs::asyncApi);

    Spark.notFound(RestApplication::notFound);

    // Spark.exception() is not seen by its servlet filter.
    ExceptionMapper.getServletInstance().map(Exception.class, new ProblemMapper());

    routes = RouteTable.of(ServletRoutes.get().findAll());
  }

  /** Without a route of its own Spark would answer any HEAD with 200. */
  private static void get(String path, Route route) {
    Spark.get(path, route);
    Spark.head(path, route);
  }

  private static Object notFound(Request request, Response response) {
    response.type(Problem.MEDIA_TYPE);
    return Problem.of(404, "not-found", "Nothing here", "No such address on this service.")
        .toJson();
  }

  private void requireKey(Request request, Response response) {
    if (!keys.accept(PresentedToken.bearer(request.headers("Authorization")))) {
      throw unauthorized(response);
    }
  }

  static ProblemException unauthorized(Response response) {
    response.header("WWW-Authenticate", "Bearer");
    return new ProblemException(
        Problem.of(
            401, "unauthorized", "API key needed", "Send Authorization: Bearer with an API key."));
  }

  private static final class ProblemMapper extends ExceptionHandlerImpl<Exception> {
    ProblemMapper() {
      super(Exception.class);
    }

    @Override
    public void handle(Exception exception, Request request, Response response) {
      Problem problem = problemOf(exception);
      if (exception instanceof ProblemException) {
        // Of pages only those who look for it want to know: they ask again and again.
        Level level = request.matchedPath().startsWith("/api/") ? Level.INFO : Level.DEBUG;
        log.atLevel(level)
            .log("{} {}: {}", request.requestMethod(), request.matchedPath(), problem.code());
      } else if (problem.status() >= 500) {
        log.error("{} {} failed", request.requestMethod(), request.matchedPath(), exception);
      }
      response.status(problem.status());
      if (problem.retryAfterSeconds() != null) {
        response.header("Retry-After", problem.retryAfterSeconds().toString());
      }
      response.type(Problem.MEDIA_TYPE);
      response.body(problem.toJson());
    }
  }

  /** What is answered if this gets out of a route. */
  static Problem problemOf(Exception exception) {
    if (exception instanceof ProblemException refused) {
      return refused.problem();
    }
    if (exception instanceof StoreException) {
      return Waiting.STORE_UNAVAILABLE;
    }
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException http && http.getCode() == 413) {
        return BODY_TOO_LARGE;
      }
      if (cause instanceof HttpException http && http.getCode() < 500) {
        return BAD_REQUEST; // A query whose escapes mean nothing, noticed when it is read.
      }
    }
    return Problem.of(
        500, "internal", "Something went wrong here", "The request failed; it was logged.");
  }
}
