package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.auth.DoorDecision.Refused;
import coach.hybrid.rooms.server.auth.PresentedToken;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/**
 * A room's links as they are now, and the page that shows them: for its coach, and for whoever has
 * an API key. The page names no room, so anybody may have it; it explains what is wrong with a
 * link.
 */
final class LinkApi {
  private static final Problem COACH_ONLY =
      Problem.of(
          403, "not-permitted", "For the coach only", "Only the coach's link shows connections.");
  private static final Problem NO_ROOM =
      Problem.of(404, "room-not-found", "No such room", "There is no room with this id.");

  private final ApiKeys keys;
  private final Door door;
  private final RoomDirectory rooms;
  private final Clock clock;
  private final String page = RoomPages.load("/web/debug.html");

  LinkApi(ApiKeys keys, Door door, RoomDirectory rooms, Clock clock) {
    this.keys = keys;
    this.door = door;
    this.rooms = rooms;
    this.clock = clock;
  }

  /** {@code GET /room/{roomId}/links}; {@code ?history=no} leaves out what only charts need. */
  Object links(Request request, Response response) {
    String roomId = request.params(":roomId");
    String token = PresentedToken.bearer(request.headers("Authorization"));
    Problem problem = refusal(roomId, token);
    Room room = rooms.find(roomId);
    if (problem != null || room == null) {
      throw new ProblemException(problem == null ? NO_ROOM : problem);
    }
    boolean withHistory = !"no".equals(request.queryParams("history"));
    response.header("Cache-Control", "no-store");
    return Json.write(
        response,
        LinkJson.live(
            room.snapshot(), Waiting.forStore(room.links()), withHistory, clock.instant()));
  }

  /** {@code GET /room/{roomId}/debug}. */
  Object page(Request request, Response response) {
    String token =
        PresentedToken.of(request.queryParams("token"), request.headers("Authorization"));
    Problem problem = refusal(request.params(":roomId"), token);
    response.status(problem == null ? 200 : problem.status());
    response.type("text/html; charset=utf-8");
    response.header("Cache-Control", "no-store");
    return page;
  }

  /** Why this token shows nothing; null if it does. */
  private @Nullable Problem refusal(String roomId, @Nullable String token) {
    if (token != null && keys.accept(token)) {
      return rooms.find(roomId) == null ? NO_ROOM : null;
    }
    return switch (door.admit(roomId, token)) {
      case Refused refused -> refused.toProblem();
      case Admitted admitted -> admitted.entrant().role() == Role.COACH ? null : COACH_ONLY;
    };
  }
}
