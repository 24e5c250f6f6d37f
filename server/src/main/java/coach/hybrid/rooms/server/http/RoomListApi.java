package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.problem.Problem.FieldError;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** Many rooms at once: {@code GET /api/rooms}, and seed 001's bulk status. */
final class RoomListApi {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;
  private static final int MAX_IDS = 500;
  private static final int MAX_ID_CHARS = 64;

  private final RoomDirectory rooms;

  RoomListApi(RoomDirectory rooms) {
    this.rooms = rooms;
  }

  /** In order of ids, so that a page follows the one before whatever happens in between. */
  Object list(Request request, Response response) {
    RoomStatus status = status(request.queryParams("status"));
    int limit = limit(request.queryParams("limit"));
    String after = request.queryParams("cursor");
    List<RoomSnapshot> found =
        rooms.snapshots().stream()
            .filter(room -> status == null || room.status() == status)
            .filter(room -> after == null || room.spec().roomId().compareTo(after) > 0)
            .sorted(Comparator.comparing(room -> room.spec().roomId()))
            .limit(limit + 1L)
            .toList();
    List<RoomSnapshot> page = found.subList(0, Math.min(limit, found.size()));
    Map<String, @Nullable Object> body = Json.object();
    body.put("rooms", page.stream().map(RoomListApi::describe).toList());
    body.put("next", found.size() > limit ? page.getLast().spec().roomId() : null);
    return Json.write(response, body);
  }

  private static @Nullable RoomStatus status(@Nullable String text) {
    RoomStatus status = text == null ? null : RoomStatus.fromWire(text);
    if (text != null && status == null) {
      throw invalid("status", "must be waiting, active or ended");
    }
    return status;
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT);
  }

  private static ProblemException invalid(String field, String message) {
    return new ProblemException(
        Problem.of(400, "invalid-request", "The request is not valid", field + " " + message + ".")
            .withErrors(List.of(new FieldError(field, message))));
  }

  private static Map<String, @Nullable Object> describe(RoomSnapshot room) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("roomId", room.spec().roomId());
    body.put("sessionId", room.spec().sessionId());
    body.put("status", room.status().wireName());
    body.put("participants", room.participants());
    body.put("createdAt", Rooms.iso(room.createdAt()));
    body.put("scheduledStartTime", Rooms.iso(room.spec().scheduledStart()));
    body.put("actualStartTime", Rooms.iso(room.actualStart()));
    body.put("endedAt", Rooms.iso(room.endedAt()));
    return body;
  }

  Object bulkStatus(Request request, Response response) {
    BodyReader body = new BodyReader(Json.body(request));
    List<String> ids = body.texts("roomIds", MAX_IDS, MAX_ID_CHARS);
    body.complain();
    Map<String, @Nullable Object> found = Json.object();
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      Room room = rooms.find(id);
      if (room == null) {
        missing.add(id);
      } else {
        Map<String, @Nullable Object> status = Json.object();
        status.put("status", room.snapshot().status().wireName());
        status.put("participants", room.snapshot().participants());
        found.put(id, status);
      }
    }
    Map<String, @Nullable Object> answer = Json.object();
    answer.put("rooms", found);
    answer.put("notFound", missing);
    return Json.write(response, answer);
  }
}
