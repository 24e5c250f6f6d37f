package coach.hybrid.rooms.tools.soak;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.onvoid.webrtc.RTCIceCandidate;

/** Session descriptions and candidates between WebRTC's objects and the JSON of the wire. */
final class Descriptions {
  private static final String LONG_PACKETS = "a=ptime:60\r\n";

  private Descriptions() {}

  /**
   * Asks the other's encoder, or in the other's name our own, for long packets: nobody measures
   * delay here, and a packet costs both ends more than what is in it. The line goes to the end of
   * the only section of sound, which is the first of all.
   */
  static String withLongPackets(String sdp) {
    int end = sdp.indexOf("\nm=", sdp.indexOf("m=audio "));
    int insert = end < 0 ? sdp.length() : end + 1;
    return sdp.substring(0, insert) + LONG_PACKETS + sdp.substring(insert);
  }

  /** An {@code RTCSessionDescriptionInit}. */
  static String json(String type, String sdp) {
    JsonObject json = new JsonObject();
    json.addProperty("type", type);
    json.addProperty("sdp", sdp);
    return json.toString();
  }

  static String sdp(String description) {
    return text(JsonParser.parseString(description).getAsJsonObject(), "sdp");
  }

  /** An {@code RTCIceCandidateInit}. */
  static String json(RTCIceCandidate candidate) {
    JsonObject json = new JsonObject();
    json.addProperty("candidate", candidate.sdp);
    json.addProperty("sdpMid", candidate.sdpMid);
    json.addProperty("sdpMLineIndex", candidate.sdpMLineIndex);
    return json.toString();
  }

  /** One whose text is empty says that there are no more. */
  static RTCIceCandidate candidate(String candidate) {
    JsonElement parsed = JsonParser.parseString(candidate);
    JsonObject json = parsed instanceof JsonObject object ? object : new JsonObject();
    JsonElement index = json.get("sdpMLineIndex");
    int line = index != null && index.isJsonPrimitive() ? index.getAsInt() : 0;
    return new RTCIceCandidate(text(json, "sdpMid"), line, text(json, "candidate"));
  }

  private static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
