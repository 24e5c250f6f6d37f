package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.orb.FleetState;
import coach.hybrid.rooms.server.orb.OrbCost;
import coach.hybrid.rooms.server.orb.OrbFleet;
import coach.hybrid.rooms.server.orb.OrbUnit;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** The orbs that live, by the names seed 000 gives a manager's routes. */
final class OrbApi {
  private final RoomDirectory rooms;
  private final OrbFleet orbs;
  private final Clock clock;

  OrbApi(RoomDirectory rooms, OrbFleet orbs, Clock clock) {
    this.rooms = rooms;
    this.orbs = orbs;
    this.clock = clock;
  }

  /** Seed 003's {@code getOrbMetrics}. */
  Object list(Request request, Response response) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (RoomSnapshot room : rooms.snapshots()) {
      OrbUnit unit = room.orb().unit();
      if (unit != null) {
        list.add(describe(room, unit));
      }
    }
    Map<String, @Nullable Object> body = figures(orbs);
    body.put("orbs", list);
    return Json.write(response, body);
  }

  static Map<String, @Nullable Object> figures(OrbFleet orbs) {
    FleetState places = orbs.places();
    Map<String, @Nullable Object> body = Json.object();
    body.put("active", places.taken());
    body.put("waiting", places.waiting().size());
    body.put("limit", places.limit());
    return body;
  }

  Object heartbeat(Request request, Response response) {
    RoomSnapshot room = find(request).snapshot();
    OrbUnit unit = room.orb().unit();
    if (unit == null) {
      throw notFound();
    }
    return Json.write(response, describe(room, unit));
  }

  Object terminate(Request request, Response response) {
    String orbId = request.params(":orbId");
    if (!Waiting.forStore(find(request).dismissOrb(orbId))) {
      throw notFound();
    }
    Map<String, @Nullable Object> body = Json.object();
    body.put("success", true);
    body.put("orbId", orbId);
    body.put("status", "stopping");
    return Json.write(response, body);
  }

  private Room find(Request request) {
    String orbId = request.params(":orbId");
    for (RoomSnapshot snapshot : rooms.snapshots()) {
      OrbUnit unit = snapshot.orb().unit();
      Room room = rooms.find(snapshot.spec().roomId());
      if (unit != null && room != null && unit.orbId().equals(orbId)) {
        return room;
      }
    }
    throw notFound();
  }

  private static ProblemException notFound() {
    return new ProblemException(
        Problem.of(404, "orb-not-found", "No such orb", "No orb with this id lives."));
  }

  private Map<String, @Nullable Object> describe(RoomSnapshot room, OrbUnit unit) {
    OrbCost cost = orbs.costOf(unit.orbId());
    Map<String, @Nullable Object> orb = Json.object();
    orb.put("orbId", unit.orbId());
    orb.put("roomId", room.spec().roomId());
    orb.put("status", lower(room.orb().phase()));
    orb.put("place", lower(unit.place()));
    orb.put("generation", unit.generation());
    orb.put("pid", unit.processId() == 0 ? null : unit.processId());
    orb.put("uptime", Duration.between(unit.launchedAt(), clock.instant()).toSeconds());
    orb.put("cpu", cost == null ? null : cost.cpuPercent());
    orb.put("memory", cost == null ? null : cost.memoryMegabytes());
    orb.put("restarts", room.orb().restarts());
    return orb;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
