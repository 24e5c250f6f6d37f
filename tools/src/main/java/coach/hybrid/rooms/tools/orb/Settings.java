package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.peer.VideoSize;
import coach.hybrid.rooms.tools.orb.talk.TalkGoal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one orb is told at its start: seed 000's command line and environment, and ours beside it.
 *
 * @param host of the service, with or without a scheme
 * @param token of this orb; empty for a legacy one
 * @param aiService an OpenAI-compatible endpoint, or null for the built-in repertoire
 */
record Settings(
    String roomId,
    String sessionId,
    String clientId,
    String host,
    String token,
    String personality,
    String voiceModel,
    long maxLifetimeMillis,
    long idleTimeoutMillis,
    long heartbeatMillis,
    VideoSize face,
    TalkGoal talk,
    @Nullable URI aiService,
    String aiServiceKey,
    String aiModel) {
  private static final long TEST_LIFETIME_MILLIS = 30_000;

  static Settings from(List<String> arguments, Map<String, String> environment) {
    Map<String, String> given = arguments(arguments);
    boolean test =
        given.containsKey("test-mode") || "true".equals(environment.get("ORB_TEST_MODE"));
    long lifetime = millis(given, environment, "max-lifetime", "ORB_MAX_LIFETIME", 7_200_000);
    return new Settings(
        needed(given, environment, "room", "ROOM_ID"),
        needed(given, environment, "session", "SESSION_ID"),
        given.getOrDefault("client", ""),
        needed(given, environment, "cpu-host", "CPU_SERVER_HOST"),
        environment.getOrDefault("ORB_TOKEN", ""),
        environment.getOrDefault("ORB_PERSONALITY", "supportive"),
        environment.getOrDefault("ORB_VOICE_MODEL", "default"),
        test ? Math.min(lifetime, TEST_LIFETIME_MILLIS) : lifetime,
        millis(given, environment, "idle-timeout", "ORB_IDLE_TIMEOUT", 300_000),
        millis(given, environment, "heartbeat", "HEARTBEAT_INTERVAL", 30_000),
        VideoSize.named(environment.getOrDefault("ORB_FACE", "360p15")),
        TalkGoal.DEFAULT.withShare(percent(environment)),
        aiService(environment),
        environment.getOrDefault("AI_SERVICE_KEY", ""),
        environment.getOrDefault("AI_SERVICE_MODEL", "default"));
  }

  /** Where to connect; the token is part of it, so it is for no log. */
  URI socket() {
    return URI.create(base() + "/ws-simple/" + roomId + (token.isEmpty() ? "" : "?token=" + token));
  }

  /** Where the relay is, likewise. */
  URI relay() {
    String query = "?use=relay" + (token.isEmpty() ? "" : "&token=" + token);
    return URI.create(base() + "/media/" + roomId + query);
  }

  private String base() {
    String base = host.contains("://") ? host.replaceFirst("^http", "ws") : "ws://" + host;
    return base.replaceAll("/+$", "");
  }

  /** The same with a newer token. */
  Settings withToken(String newer) {
    return new Settings(
        roomId,
        sessionId,
        clientId,
        host,
        newer,
        personality,
        voiceModel,
        maxLifetimeMillis,
        idleTimeoutMillis,
        heartbeatMillis,
        face,
        talk,
        aiService,
        aiServiceKey,
        aiModel);
  }

  private static Map<String, String> arguments(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        throw new IllegalArgumentException("not an option: " + argument);
      }
      int equals = argument.indexOf('=');
      given.put(
          argument.substring(2, equals < 0 ? argument.length() : equals),
          equals < 0 ? "" : argument.substring(equals + 1));
    }
    return given;
  }

  private static String needed(
      Map<String, String> given, Map<String, String> environment, String option, String variable) {
    String value = given.getOrDefault(option, environment.getOrDefault(variable, ""));
    if (value.isBlank()) {
      throw new IllegalArgumentException("--" + option + "= or " + variable + " is needed");
    }
    return value;
  }

  private static long millis(
      Map<String, String> given,
      Map<String, String> environment,
      String option,
      String variable,
      long otherwise) {
    String value = given.getOrDefault(option, environment.getOrDefault(variable, ""));
    if (value.isEmpty()) {
      return otherwise;
    }
    long millis = Long.parseLong(value);
    if (millis <= 0) {
      throw new IllegalArgumentException(variable + " must be above 0");
    }
    return millis;
  }

  private static int percent(Map<String, String> environment) {
    String value = environment.get("ORB_TALK_PERCENT");
    int percent = value == null ? TalkGoal.DEFAULT.sharePercent() : Integer.parseInt(value);
    if (percent < 1 || percent > 80) {
      throw new IllegalArgumentException("ORB_TALK_PERCENT must be from 1 to 80");
    }
    return percent;
  }

  private static @Nullable URI aiService(Map<String, String> environment) {
    String value = environment.getOrDefault("AI_SERVICE_URL", "");
    if (value.isBlank()) {
      return null;
    }
    String url = value.replaceAll("/+$", "");
    if (url.endsWith("/chat/completions")) {
      return URI.create(url);
    }
    return URI.create(url + (url.endsWith("/v1") ? "" : "/v1") + "/chat/completions");
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "room " + roomId + " at " + host + ", " + personality + ", " + face + ", " + talk;
  }
}
