package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;
import spark.Request;

/** The room a path names, and how times are written. */
final class Rooms {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Rooms() {}

  static Room of(Request request, RoomDirectory rooms) {
    Room room = rooms.find(request.params(":roomId"));
    if (room == null) {
      throw new ProblemException(
          Problem.of(404, "room-not-found", "No such room", "There is no room with this id."));
    }
    return room;
  }

  static @Nullable String iso(@Nullable Instant instant) {
    return instant == null ? null : TIME.format(instant);
  }
}
