package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.auth.Claims;
import coach.hybrid.rooms.server.auth.DoorDecision;
import coach.hybrid.rooms.server.auth.LinkTokens;
import coach.hybrid.rooms.server.auth.ParticipantTokens;
import coach.hybrid.rooms.server.config.AuthConfig;
import coach.hybrid.rooms.server.config.HttpConfig;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Attendance;
import coach.hybrid.rooms.server.room.EndReason;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomDirectory.Creation;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import coach.hybrid.rooms.server.room.RoomSpec;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Request;
import spark.Response;

/** {@code /api/rooms}: what the main app asks and orders, in seed 001's shapes. */
final class RoomApi {
  private static final Logger log = LoggerFactory.getLogger(RoomApi.class);

  private final RoomDirectory rooms;
  private final ParticipantTokens tokens;
  private final HttpConfig http;
  private final LinkTokens links;
  private final Clock clock;

  RoomApi(
      RoomDirectory rooms,
      ParticipantTokens tokens,
      HttpConfig http,
      AuthConfig auth,
      Clock clock) {
    this.rooms = rooms;
    this.tokens = tokens;
    this.http = http;
    this.links = new LinkTokens(tokens, auth, clock);
    this.clock = clock;
  }

  Object create(Request request, Response response) {
    CreateRequest order = CreateRequest.read(Json.body(request), tokens, clock);
    switch (Waiting.forStore(rooms.create(order.spec()))) {
      case Creation.Created(Room room) -> {
        log.atInfo().addKeyValue("roomId", room.spec().roomId()).log("room created");
        response.status(201);
      }
      case Creation.AtCapacity _ ->
          throw new ProblemException(DoorDecision.Refused.AT_CAPACITY.toProblem());
      case Creation.Repeated(Room room) when room.snapshot().status() == RoomStatus.ENDED ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "room-ended",
                  "The room has ended",
                  "This very order was fulfilled; a new session needs a new roomId."));
      case Creation.Repeated _ -> response.status(200);
      case Creation.Conflict _ ->
          throw new ProblemException(
              Problem.of(
                  409,
                  "room-exists",
                  "The room exists",
                  "Another room was created with this roomId and a different body."));
    }
    RoomSpec spec = order.spec();
    Map<String, @Nullable Object> urls = Json.object();
    urls.put("coach", link(spec, order.coach()));
    urls.put("client", link(spec, order.client()));
    urls.put("websocket", socketOrigin() + "/events/" + spec.roomId());
    Map<String, @Nullable Object> body = Json.object();
    body.put("success", true);
    body.put("roomId", spec.roomId());
    body.put("sessionId", spec.sessionId());
    body.put("status", "ready");
    body.put("connectionUrls", urls);
    return Json.write(response, body);
  }

  /** A link with a token of our own, which lives as long as the session may. */
  private String link(RoomSpec spec, Claims given) {
    return http.publicUrl() + "/room/" + spec.roomId() + "?token=" + links.mint(spec, given);
  }

  private String socketOrigin() {
    return http.publicUrl().toString().replaceFirst("^http", "ws");
  }

  Object status(Request request, Response response) {
    RoomSnapshot room = Rooms.of(request, rooms).snapshot();
    Instant now = clock.instant();
    Map<String, @Nullable Object> participants = Json.object();
    participants.put("coach", person(room, Role.COACH, now));
    participants.put("client", person(room, Role.CLIENT, now));
    participants.put("aiOrb", orb(room, now));
    Map<String, @Nullable Object> body = Json.object();
    body.put("roomId", room.spec().roomId());
    body.put("sessionId", room.spec().sessionId());
    body.put("status", room.status().wireName());
    body.put("participants", participants);
    body.put("actualStartTime", Rooms.iso(room.actualStart()));
    body.put("currentDuration", room.duration(now).toSeconds());
    return Json.write(response, body);
  }

  private static Map<String, @Nullable Object> person(RoomSnapshot room, Role role, Instant now) {
    Attendance attendance = room.attendanceOf(role);
    Map<String, @Nullable Object> person = Json.object();
    person.put("id", room.spec().userIdOf(role));
    presence(person, attendance);
    person.put("totalDuration", attendance.total(now).toSeconds());
    return person;
  }

  private static Map<String, @Nullable Object> orb(RoomSnapshot room, Instant now) {
    Map<String, @Nullable Object> orb = Json.object();
    presence(orb, room.attendanceOf(Role.AI));
    orb.put("participationPercentage", room.talkPercentage(Role.AI, now));
    return orb;
  }

  private static void presence(Map<String, @Nullable Object> body, Attendance attendance) {
    body.put("connected", attendance.connected());
    body.put("joinedAt", Rooms.iso(attendance.joinedAt()));
    body.put("leftAt", Rooms.iso(attendance.leftAt()));
  }

  Object end(Request request, Response response) {
    Room room = Rooms.of(request, rooms);
    EndReason reason = endReason(Json.optionalBody(request));
    RoomSnapshot ended = Waiting.forStore(room.end(reason));
    Duration length = ended.duration(clock.instant());
    Map<String, @Nullable Object> answer = Json.object();
    answer.put("success", true);
    answer.put("roomId", ended.spec().roomId());
    answer.put("endedAt", Rooms.iso(ended.endedAt()));
    answer.put("finalDuration", length.toSeconds());
    return Json.write(response, answer);
  }

  private static EndReason endReason(JsonObject json) {
    BodyReader body = new BodyReader(json);
    String wireName = body.text("reason", EndReason.SESSION_COMPLETED.wireName(), 64);
    body.text("requestedBy", "system", 128);
    EndReason reason = EndReason.fromWire(wireName);
    if (reason == null) {
      body.error("reason", "must be session_completed, timeout, error or cancelled");
    }
    body.complain();
    return reason == null ? EndReason.SESSION_COMPLETED : reason;
  }
}
