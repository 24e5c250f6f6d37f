package coach.hybrid.rooms.tools.service;

import com.google.gson.JsonObject;

/**
 * One event, by whatever way it came.
 *
 * @param participantId empty if it is about nobody
 * @param detail the orb's id, or what went wrong; empty if it says neither
 */
public record Event(
    String roomId, long seq, String id, String type, String participantId, String detail) {
  public static Event of(JsonObject body) {
    JsonObject data = body.getAsJsonObject("data");
    return new Event(
        text(data, "roomId"),
        body.get("seq").getAsLong(),
        body.get("id").getAsString(),
        body.get("type").getAsString(),
        text(data, "participantId"),
        text(data, data.has("message") ? "message" : data.has("error") ? "error" : "orbId"));
  }

  private static String text(JsonObject data, String name) {
    return data.has(name) ? data.get(name).getAsString() : "";
  }
}
