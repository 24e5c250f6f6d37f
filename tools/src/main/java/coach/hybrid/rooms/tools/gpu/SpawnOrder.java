package coach.hybrid.rooms.tools.gpu;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What {@code POST /orbs/spawn} asks for: seed 000's fields, and ours beside them. */
record SpawnOrder(
    String orbId, String roomId, Map<String, String> environment, List<String> options) {
  private static final int MOST_CHARS = 8_192;
  private static final String ID = "[A-Za-z0-9_.:-]{1,128}";

  /** Refused with what is wrong about it. */
  static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  static SpawnOrder read(String text, String defaultHost) throws Refused {
    JsonObject body;
    try {
      body = JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new Refused("the body must be a JSON object");
    }
    String roomId = id(body, "roomId");
    String sessionId = id(body, "sessionId");
    String orbId = body.has("orbId") ? id(body, "orbId") : UUID.randomUUID().toString();
    String host = text(body, "cpuHost", defaultHost);
    Map<String, String> environment = new HashMap<>();
    environment.put("ROOM_ID", roomId);
    environment.put("SESSION_ID", sessionId);
    environment.put("CPU_SERVER_HOST", host);
    environment.put("ORB_ID", orbId);
    environment.put("ORB_TOKEN", text(body, "orbToken", ""));
    environment.put("ORB_PERSONALITY", text(body, "personality", "supportive"));
    environment.put("ORB_VOICE_MODEL", text(body, "voiceModel", "default"));
    List<String> options = new ArrayList<>();
    options.add("--room=" + roomId);
    options.add("--session=" + sessionId);
    options.add("--coach=" + text(body, "coachId", ""));
    options.add("--client=" + text(body, "clientId", ""));
    options.add("--cpu-host=" + host);
    timing(body, options);
    return new SpawnOrder(orbId, roomId, environment, options);
  }

  private static void timing(JsonObject body, List<String> options) throws Refused {
    if (!(body.get("options") instanceof JsonObject given)) {
      return;
    }
    millis(given, "maxLifetime", "--max-lifetime=", options);
    millis(given, "idleTimeout", "--idle-timeout=", options);
    if ("true".equals(text(given, "testMode", "false"))) {
      options.add("--test-mode");
    }
  }

  private static void millis(JsonObject given, String name, String option, List<String> options)
      throws Refused {
    String value = text(given, name, "");
    if (value.isEmpty()) {
      return;
    }
    if (!value.matches("[1-9][0-9]{0,11}")) {
      throw new Refused(name + " must be milliseconds");
    }
    options.add(option + value);
  }

  private static String id(JsonObject body, String name) throws Refused {
    String value = text(body, name, "");
    if (!value.matches(ID)) {
      throw new Refused(name + " is needed");
    }
    return value;
  }

  private static String text(JsonObject body, String name, String otherwise) throws Refused {
    JsonElement value = body.get(name);
    if (value == null || value.isJsonNull()) {
      return otherwise;
    }
    String text = value.isJsonPrimitive() ? value.getAsString() : "";
    if (!value.isJsonPrimitive() || text.length() > MOST_CHARS || text.indexOf('\0') >= 0) {
      throw new Refused(name + " must be a short text");
    }
    return text;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "orb " + orbId + " for room " + roomId;
  }
}
