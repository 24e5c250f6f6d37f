package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.auth.DoorDecision.Refused;
import coach.hybrid.rooms.server.auth.PresentedToken;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.transcription.Utterance;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** The words of a session: for the main app (seed 001, 6), and for the coach's page. */
final class TranscriptApi {
  private static final Problem COACH_ONLY =
      Problem.of(
          403,
          "not-permitted",
          "For the coach only",
          "Only the coach's link opens the transcript.");
  private static final Problem OFF =
      Problem.of(
          409,
          "transcription-off",
          "Transcription is off",
          "This room was ordered without transcription, or it was switched off.");
  private static final Problem NOTHING =
      Problem.of(404, "no-transcript", "No transcript", "Nothing of this room was written down.");

  private final RoomDirectory rooms;
  private final Door door;

  TranscriptApi(RoomDirectory rooms, Door door) {
    this.rooms = rooms;
    this.door = door;
  }

  /** {@code ?format=} wraps the content as the seed does; an {@code Accept} gets it as it is. */
  Object transcription(Request request, Response response) {
    Room room = Rooms.of(request, rooms);
    String named = request.queryParams("format");
    TranscriptFormat format = TranscriptFormat.of(named, request.headers("Accept"));
    List<Utterance> said = rooms.transcript(room.spec().roomId());
    if (said.isEmpty()) {
      boolean on = room.snapshot().settings().features().transcription();
      throw new ProblemException(on ? NOTHING : OFF);
    }
    String content = format.write(room.spec().roomId(), said);
    if (named == null && format != TranscriptFormat.JSON) {
      return raw(response, format, content);
    }
    Map<String, @Nullable Object> transcription = Json.object();
    transcription.put("format", format.word());
    transcription.put("content", content);
    Map<String, @Nullable Object> body = Json.object();
    body.put("roomId", room.spec().roomId());
    body.put("transcription", transcription);
    response.header("Cache-Control", "no-store");
    return Json.write(response, body);
  }

  /** Whoever asked for a person's words to be forgotten gets an answer when they are. */
  Object delete(Request request, Response response) {
    Waiting.forStore(Rooms.of(request, rooms).forgetWords());
    response.status(204);
    return "";
  }

  /** {@code GET /room/{roomId}/transcript}, with the coach's own token. */
  Object forCoach(Request request, Response response) {
    String token = PresentedToken.bearer(request.headers("Authorization"));
    String roomId = request.params(":roomId");
    return switch (door.admit(roomId, token)) {
      case Refused refused -> throw new ProblemException(refused.toProblem());
      case Admitted admitted -> {
        if (admitted.entrant().role() != Role.COACH) {
          throw new ProblemException(COACH_ONLY);
        }
        TranscriptFormat format =
            TranscriptFormat.of(request.queryParams("format"), request.headers("Accept"));
        yield raw(response, format, format.write(roomId, rooms.transcript(roomId)));
      }
    };
  }

  private static Object raw(Response response, TranscriptFormat format, String content) {
    response.type(format.contentType());
    response.header("Cache-Control", "no-store");
    return content;
  }
}
