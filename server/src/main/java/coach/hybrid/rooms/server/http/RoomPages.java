package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.DoorDecision;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.auth.DoorDecision.Refused;
import coach.hybrid.rooms.server.auth.PresentedToken;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import coach.hybrid.rooms.server.room.RoomSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/**
 * {@code /room/{roomId}}: the page, what its lobby shows, and the good-bye of a closing page. The
 * page is one shell that names no room, so that it can be shown to anybody; it takes its token from
 * the address or the browser's session and asks the lobby.
 */
final class RoomPages {
  private static final String SHELL = "/web/room.html";

  private final Door door;
  private final String shell;

  RoomPages(Door door) {
    this.door = door;
    this.shell = load(SHELL);
  }

  static String load(String name) {
    try (InputStream in = RoomPages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the pages are not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Object page(Request request, Response response) {
    int status =
        switch (door.admit(request.params(":roomId"), request.queryParams("token"))) {
          case Admitted _ -> 200;
          case Refused refused -> refused.status();
        };
    response.status(status);
    response.type("text/html; charset=utf-8");
    response.header("Cache-Control", "no-store");
    return shell;
  }

  Object lobby(Request request, Response response) {
    Admitted admitted =
        admitted(
            door.admit(
                request.params(":roomId"),
                PresentedToken.bearer(request.headers("Authorization"))));
    Entrant you = admitted.entrant();
    RoomSnapshot room = admitted.room().snapshot();
    RoomSpec spec = room.spec();
    Map<String, @Nullable Object> self = Json.object();
    self.put("userId", you.userId());
    self.put("userName", you.name());
    self.put("userRole", you.role().wireName());
    self.put("permissions", you.permissions().names());
    Map<String, @Nullable Object> body = Json.object();
    body.put("roomId", spec.roomId());
    body.put("status", room.status().wireName());
    body.put("you", self);
    body.put("others", List.of(other(room, you.role() == Role.COACH ? Role.CLIENT : Role.COACH)));
    body.put("joined", room.attendanceOf(you.role()).online());
    body.put(
        "scheduledStartTime",
        spec.scheduledStart() == null ? null : spec.scheduledStart().toString());
    body.put("maxDuration", spec.maxDuration().toSeconds());
    body.put("aiOrb", room.settings().expectsOrb());
    body.put("transcription", room.settings().features().transcription());
    body.put("recording", room.settings().features().recording());
    response.header("Cache-Control", "no-store");
    return Json.write(response, body);
  }

  private static Map<String, @Nullable Object> other(RoomSnapshot room, Role role) {
    RoomSpec.Person person = role == Role.COACH ? room.spec().coach() : room.spec().client();
    Map<String, @Nullable Object> other = Json.object();
    other.put("userId", person.userId());
    other.put("userName", person.name());
    other.put("userRole", role.wireName());
    other.put("connected", room.attendanceOf(role).connected());
    return other;
  }

  /** A beacon cannot set headers, so the token is in the body. */
  Object leave(Request request, Response response) {
    BodyReader body = new BodyReader(Json.beacon(request));
    String token = body.text("token", 8_192);
    String instanceId = body.text("instanceId", 64);
    body.complain();
    Admitted admitted = admitted(door.admitSocket(request.params(":roomId"), token));
    Waiting.forStore(admitted.room().leave(admitted.entrant().userId(), instanceId));
    response.status(204);
    return "";
  }

  private static Admitted admitted(DoorDecision decision) {
    return switch (decision) {
      case Admitted admitted -> admitted;
      case Refused refused -> throw new ProblemException(refused.toProblem());
    };
  }
}
