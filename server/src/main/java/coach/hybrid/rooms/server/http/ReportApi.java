package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Attendance;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.transcription.transcript.TalkReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/**
 * What is known of a session: summary and analytics (seed 001, 3 and 11). What nobody measured is
 * null, never made up.
 */
final class ReportApi {
  private final RoomDirectory rooms;
  private final Clock clock;

  ReportApi(RoomDirectory rooms, Clock clock) {
    this.rooms = rooms;
    this.clock = clock;
  }

  Object summary(Request request, Response response) {
    RoomSnapshot room = Rooms.of(request, rooms).snapshot();
    if (room.status() != RoomStatus.ENDED) {
      throw new ProblemException(
          Problem.of(
              409,
              "room-not-ended",
              "The room has not ended",
              "There is a summary once the room has ended."));
    }
    Instant now = clock.instant();
    Map<String, @Nullable Object> attendance = Json.object();
    attendance.put("coach", attendance(room, Role.COACH));
    attendance.put("client", attendance(room, Role.CLIENT));
    Map<String, @Nullable Object> body = Json.object();
    body.put("roomId", room.spec().roomId());
    body.put("sessionId", room.spec().sessionId());
    body.put("summary", summary(room, now));
    body.put("attendance", attendance);
    return Json.write(response, body);
  }

  private static Map<String, @Nullable Object> summary(RoomSnapshot room, Instant now) {
    Summary made = room.summary();
    Map<String, @Nullable Object> stats = Json.object();
    stats.put("coach", talk(room, Role.COACH, now));
    stats.put("client", talk(room, Role.CLIENT, now));
    stats.put("aiOrb", talk(room, Role.AI, now));
    Map<String, @Nullable Object> summary = Json.object();
    summary.put("generatedAt", made == null ? null : Rooms.iso(made.generatedAt()));
    summary.put("textSummary", made == null ? "" : made.text());
    summary.put("keyTopics", made == null ? List.of() : made.keyTopics());
    summary.put("actionItems", made == null ? List.of() : made.actionItems());
    summary.put("sentiment", made == null ? null : made.sentiment());
    summary.put("transcriptionAvailable", made != null && made.transcriptionAvailable());
    summary.put("participantStats", stats);
    summary.put("progress", made == null ? null : made.progress());
    summary.put("recommendations", made == null ? null : made.recommendations());
    return summary;
  }

  private static Map<String, @Nullable Object> talk(RoomSnapshot room, Role role, Instant now) {
    Map<String, @Nullable Object> talk = Json.object();
    talk.put("talkTime", room.talkTime(role, now).toSeconds());
    talk.put("talkPercentage", room.talkPercentage(role, now));
    return talk;
  }

  private static Map<String, @Nullable Object> attendance(RoomSnapshot room, Role role) {
    Attendance person = room.attendanceOf(role);
    Map<String, @Nullable Object> body = Json.object();
    body.put("attended", person.joinedAt() != null);
    body.put("duration", person.pastStays().toSeconds());
    body.put("joinTime", Rooms.iso(person.joinedAt()));
    body.put("leaveTime", Rooms.iso(person.leftAt()));
    return body;
  }

  /** Of what was written down so far: live, and final after the end. */
  private Map<String, @Nullable Object> conversation(RoomSnapshot room) {
    Duration length = room.duration(clock.instant());
    TalkReport report = TalkReport.of(rooms.transcript(room.spec().roomId()), length);
    List<Map<String, @Nullable Object>> participants = new ArrayList<>();
    for (TalkReport.Participant each : report.participants()) {
      Map<String, @Nullable Object> one = Json.object();
      one.put("participantId", each.participantId());
      one.put("participantType", each.role() == Role.AI ? "aiOrb" : each.role().wireName());
      one.put("talkTime", each.talkTime().toSeconds());
      one.put("talkPercentage", each.percentage());
      one.put("longestMonologue", each.longestMonologue().toSeconds());
      one.put("interruptions", each.interruptions());
      participants.add(one);
    }
    Map<String, @Nullable Object> conversation = Json.object();
    conversation.put("participants", participants);
    conversation.put("silence", report.silence().toSeconds());
    return conversation;
  }

  Object analytics(Request request, Response response) {
    Room room = Rooms.of(request, rooms);
    Map<String, @Nullable Object> metrics =
        LinkJson.metrics(room.spec(), Waiting.forStore(room.links()));
    metrics.put("conversation", conversation(room.snapshot()));
    Map<String, @Nullable Object> body = Json.object();
    body.put("roomId", room.spec().roomId());
    body.put("metrics", metrics);
    return Json.write(response, body);
  }
}
