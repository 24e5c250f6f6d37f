package coach.hybrid.rooms.tools.crash;

import com.google.gson.JsonObject;

/** One event, by whatever way it came. */
record Event(String roomId, long seq, String id, String type, String participantId) {
  static Event of(JsonObject body) {
    JsonObject data = body.getAsJsonObject("data");
    return new Event(
        data.get("roomId").getAsString(),
        body.get("seq").getAsLong(),
        body.get("id").getAsString(),
        body.get("type").getAsString(),
        data.has("participantId") ? data.get("participantId").getAsString() : "");
  }
}
