package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.auth.DoorDecision;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Room;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomSettings;
import coach.hybrid.rooms.server.room.RoomSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** What the main app may change of a room after it was ordered (seed 001, 5 and 10). */
final class SettingsApi {
  private static final int MAX_PERSONALITY_CHARS = 2_000;
  private static final int MAX_VOICE_CHARS = 200;

  private final RoomDirectory rooms;

  SettingsApi(RoomDirectory rooms) {
    this.rooms = rooms;
  }

  Object configure(Request request, Response response) {
    Room room = Rooms.of(request, rooms);
    BodyReader body = new BodyReader(Json.body(request));
    BodyReader orb = body.optional("aiOrb");
    BodyReader features = body.optional("features");
    RoomSettings.Change change =
        new RoomSettings.Change(
            orb.flagOrNull("enabled"),
            orb.textOrNull("personality", MAX_PERSONALITY_CHARS),
            orb.textOrNull("voiceModel", MAX_VOICE_CHARS),
            features.flagOrNull("recording"),
            features.flagOrNull("transcription"),
            features.flagOrNull("aiAssistance"),
            features.flagOrNull("generateSummary"));
    body.complain();
    RoomSnapshot changed = Waiting.forStore(room.configure(change));
    if (changed.status() == RoomStatus.ENDED) {
      throw new ProblemException(
          Problem.of(
              409, "room-ended", "The room has ended", "A room that has ended is not changed."));
    }
    Map<String, @Nullable Object> answer = Json.object();
    answer.put("success", true);
    answer.put("roomId", room.spec().roomId());
    answer.put("config", describe(changed.settings()));
    return Json.write(response, answer);
  }

  private static Map<String, @Nullable Object> describe(RoomSettings settings) {
    Map<String, @Nullable Object> orb = Json.object();
    orb.put("enabled", settings.orb().enabled());
    orb.put("personality", settings.orb().personality());
    orb.put("voiceModel", settings.orb().voiceModel());
    Map<String, @Nullable Object> features = Json.object();
    features.put("recording", settings.features().recording());
    features.put("transcription", settings.features().transcription());
    features.put("aiAssistance", settings.features().aiAssistance());
    features.put("generateSummary", settings.features().generateSummary());
    Map<String, @Nullable Object> config = Json.object();
    config.put("aiOrb", orb);
    config.put("features", features);
    return config;
  }

  /**
   * A room's place among {@code MAX_ROOMS} is all there is to keep ready, and that only shortly
   * before its time; the body is optional.
   */
  Object preWarm(Request request, Response response) {
    Room room = Rooms.of(request, rooms);
    BodyReader body = new BodyReader(Json.optionalBody(request));
    body.instant("scheduledStartTime"); // The room's own counts; a wrong one is still an error.
    body.complain();
    if (room.snapshot().status() == RoomStatus.ENDED) {
      throw new ProblemException(
          Problem.of(
              409, "room-ended", "The room has ended", "A room that has ended needs nothing."));
    }
    boolean allocated =
        switch (Waiting.forStore(rooms.preWarm(room))) {
          case RESERVED -> true;
          case TOO_EARLY -> false;
          case AT_CAPACITY ->
              throw new ProblemException(DoorDecision.Refused.AT_CAPACITY.toProblem());
        };
    Map<String, @Nullable Object> answer = Json.object();
    answer.put("success", true);
    answer.put("roomId", room.spec().roomId());
    answer.put("resourcesAllocated", allocated);
    answer.put("resources", Map.of("place", allocated));
    return Json.write(response, answer);
  }
}
