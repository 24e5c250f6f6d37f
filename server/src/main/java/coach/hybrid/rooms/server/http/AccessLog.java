package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.metric.ApiMetrics;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Times every request and logs a line about it; while it lasts, all that is logged on its thread
 * carries the room it is about. Knows templates only: addresses and queries may hold anything.
 */
final class AccessLog extends Handler.Wrapper {
  /** The field of a log line that names a room, here and everywhere. */
  static final String ROOM_ID = "roomId";

  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final String UNKNOWN = "unknown";

  private final Supplier<RouteTable> routes;
  private final ApiMetrics metrics;

  AccessLog(Supplier<RouteTable> routes, ApiMetrics metrics, Handler next) {
    super(next);
    this.routes = routes;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long began = System.nanoTime();
    String path = Request.getPathInContext(request);
    RouteTable.Entry route = routes.get().find(path);
    String template = route == null ? UNKNOWN : route.template();
    String roomId = route == null ? null : route.roomIdIn(path);
    String method = request.getMethod();
    Request.addCompletionListener(
        request,
        _ -> answered(method, template, roomId, response.getStatus(), System.nanoTime() - began));
    try (Scope _ = new Scope(roomId)) {
      return super.handle(request, response, callback);
    } catch (Exception e) {
      if (!(e instanceof HttpException http && http.getCode() < 500)) {
        // Jetty would log it with the whole address, and so with whatever token is in that.
        log.error("{} {} failed", method, template, e);
      }
      throw e;
    }
  }

  private void answered(
      String method, String template, @Nullable String roomId, int status, long nanos) {
    Duration took = Duration.ofNanos(nanos);
    metrics.requestAnswered(method, template, status, took);
    Level level = template.startsWith("/api/") ? Level.INFO : Level.DEBUG;
    try (Scope _ = new Scope(roomId)) {
      log.atLevel(level)
          .addKeyValue("method", method)
          .addKeyValue("route", template)
          .addKeyValue("status", status)
          .addKeyValue("millis", took.toMillis())
          .log("answered");
    }
  }

  /** Puts the room on this thread's log lines and takes it off again. */
  private static final class Scope implements AutoCloseable {
    private final @Nullable String before = MDC.get(ROOM_ID);

    Scope(@Nullable String roomId) {
      set(roomId);
    }

    private static void set(@Nullable String roomId) {
      if (roomId == null) {
        MDC.remove(ROOM_ID);
      } else {
        MDC.put(ROOM_ID, roomId);
      }
    }

    @Override
    public void close() {
      set(before);
    }
  }
}
