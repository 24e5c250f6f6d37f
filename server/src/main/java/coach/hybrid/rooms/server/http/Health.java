package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.orb.OrbFleet;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.tls.ServerTls;
import coach.hybrid.rooms.server.transcription.Transcription;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/**
 * {@code GET /health} in seed 001's shape, and what an orchestrator asks. All open without a key,
 * so they name no room.
 */
final class Health {
  private final RoomDirectory rooms;
  private final OrbFleet orbs;
  private final Transcription transcription;
  private final @Nullable ServerTls tls;
  private final Clock clock;
  private final Instant started;
  private final Vitals vitals;

  Health(
      RoomDirectory rooms,
      OrbFleet orbs,
      Transcription transcription,
      @Nullable ServerTls tls,
      Vitals vitals,
      Clock clock) {
    this.rooms = rooms;
    this.orbs = orbs;
    this.transcription = transcription;
    this.tls = tls;
    this.vitals = vitals;
    this.clock = clock;
    this.started = clock.instant();
  }

  Object health(Request request, Response response) {
    Map<String, @Nullable Object> resources = Json.object();
    resources.put("cpu", cpuPercent());
    resources.put("memory", memoryPercent());
    resources.put("connections", vitals.connections().getAsInt());
    Map<String, @Nullable Object> body = Json.object();
    body.put("status", "healthy");
    body.put("version", vitals.version());
    body.put("uptime", Duration.between(started, clock.instant()).toSeconds());
    body.put("activeRooms", rooms.activeRooms());
    body.put("resources", resources);
    body.put("orbs", OrbApi.figures(orbs));
    body.put("transcription", transcription());
    body.put("store", Map.of("state", vitals.ready().getAsBoolean() ? "ready" : "unavailable"));
    body.put("tls", tls());
    response.header("Cache-Control", "no-store");
    return Json.write(response, body);
  }

  private Map<String, @Nullable Object> transcription() {
    Map<String, @Nullable Object> body = Json.object();
    body.put("state", transcription.health().name().toLowerCase(Locale.ROOT));
    body.put("detail", transcription.describe());
    return body;
  }

  private Map<String, @Nullable Object> tls() {
    Map<String, @Nullable Object> body = Json.object();
    if (tls == null) {
      body.put("state", "off");
      body.put("notAfter", null);
      body.put("detail", "no certificate of its own");
      return body;
    }
    ServerTls.Standing standing = tls.standing();
    body.put("state", standing.state().name().toLowerCase(Locale.ROOT));
    body.put("notAfter", standing.notAfter().toString());
    body.put("detail", standing.detail());
    return body;
  }

  /** The process answers; a restart would not help. */
  Object live(Request request, Response response) {
    return state(response, "alive");
  }

  /** Whether to send it traffic. */
  Object ready(Request request, Response response) {
    if (!vitals.ready().getAsBoolean()) {
      response.header("Retry-After", "5");
      response.header("Cache-Control", "no-store");
      throw new ProblemException(
          Problem.of(
              503,
              "not-ready",
              "Not ready",
              "The service starts, stops, or its store does not work."));
    }
    return state(response, "ready");
  }

  private static Object state(Response response, String status) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("status", status);
    response.header("Cache-Control", "no-store");
    return Json.write(response, body);
  }

  /** Of all cores, by this process; the first reading after a start may be unknown: 0. */
  private static int cpuPercent() {
    double load =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuLoad();
    return load > 0 ? (int) Math.round(load * 100) : 0;
  }

  /** Of the heap this process may use. */
  private static int memoryPercent() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return (int) (used * 100 / runtime.maxMemory());
  }
}
