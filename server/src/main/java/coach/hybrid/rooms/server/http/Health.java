package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.room.RoomDirectory;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** {@code GET /health} in seed 001's shape; open without a key, so it names no room. */
final class Health {
  private final RoomDirectory rooms;
  private final IntSupplier connections;
  private final Clock clock;
  private final Instant started;
  private final String version;

  /**
   * @param connections how many signalling sockets are open
   */
  Health(RoomDirectory rooms, IntSupplier connections, Clock clock, String version) {
    this.rooms = rooms;
    this.connections = connections;
    this.clock = clock;
    this.started = clock.instant();
    this.version = version;
  }

  Object health(Request request, Response response) {
    Map<String, @Nullable Object> resources = Json.object();
    resources.put("cpu", cpuPercent());
    resources.put("memory", memoryPercent());
    resources.put("connections", connections.getAsInt());
    Map<String, @Nullable Object> body = Json.object();
    body.put("status", "healthy");
    body.put("version", version);
    body.put("uptime", Duration.between(started, clock.instant()).toSeconds());
    body.put("activeRooms", rooms.activeRooms());
    body.put("resources", resources);
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
