package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.problem.Problem;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private final ApiKeys keys;
  private final RoomApi rooms;
  private final RoomListApi lists;
  private final SettingsApi settings;
  private final ReportApi reports;
  private final RoomPages pages;
  private final Health health;

  RestApplication(
      ApiKeys keys,
      RoomApi rooms,
      RoomListApi lists,
      SettingsApi settings,
      ReportApi reports,
      RoomPages pages,
      Health health) {
    this.keys = keys;
    this.rooms = rooms;
    this.lists = lists;
    this.settings = settings;
    this.reports = reports;
    this.pages = pages;
    this.health = health;
  }

  @Override
  public void init() {
    // Spark keeps its routes in statics; a server started before in this JVM left its own there.
    ServletRoutes.get().clear();
    ExceptionMapper.getServletInstance().clear();

    Spark.before("/api/*", this::requireKey);
    Spark.post("/api/rooms/create", rooms::create);
    get("/api/rooms/:roomId/status", rooms::status);
    Spark.post("/api/rooms/:roomId/end", rooms::end);
    get("/api/rooms", lists::list);
    Spark.post("/api/rooms/bulk-status", lists::bulkStatus);
    Spark.patch("/api/rooms/:roomId/config", settings::configure);
    Spark.post("/api/rooms/:roomId/pre-warm", settings::preWarm);
    get("/api/rooms/:roomId/summary", reports::summary);
    get("/api/rooms/:roomId/transcription", reports::transcription);
    get("/api/rooms/:roomId/analytics", reports::analytics);

    get("/room/:roomId", pages::page);
    get("/room/:roomId/lobby", pages::lobby);
    Spark.post("/room/:roomId/leave", pages::leave);

    get("/health", health::health);

    Spark.notFound(RestApplication::notFound);

    // Spark.exception() is not seen by its servlet filter.
    ExceptionMapper.getServletInstance().map(Exception.class, new ProblemMapper());
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
    if (!keys.accept(Bearer.of(request))) {
      response.header("WWW-Authenticate", "Bearer");
      throw new ProblemException(
          Problem.of(
              401,
              "unauthorized",
              "API key needed",
              "Send Authorization: Bearer with an API key."));
    }
  }

  private static final class ProblemMapper extends ExceptionHandlerImpl<Exception> {
    ProblemMapper() {
      super(Exception.class);
    }

    @Override
    public void handle(Exception exception, Request request, Response response) {
      Problem problem = problemOf(exception);
      if (problem.status() >= 500) {
        log.error("{} {} failed", request.requestMethod(), request.pathInfo(), exception);
      }
      response.status(problem.status());
      if (problem.retryAfterSeconds() != null) {
        response.header("Retry-After", problem.retryAfterSeconds().toString());
      }
      response.type(Problem.MEDIA_TYPE);
      response.body(problem.toJson());
    }

    private static Problem problemOf(Exception exception) {
      if (exception instanceof ProblemException refused) {
        return refused.problem();
      }
      for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
        if (cause instanceof HttpException http && http.getCode() == 413) {
          return BODY_TOO_LARGE;
        }
      }
      return Problem.of(
          500, "internal", "Something went wrong here", "The request failed; it was logged.");
    }
  }
}
