package coach.hybrid.rooms.tools.mainapp;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seed 001's {@code RoomService}, in Java: the calls a main app makes. */
public final class MainApp implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI service;
  private final String apiKey;
  private final Algorithm algorithm;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Gson gson = new Gson();

  /**
   * A main app that knows where the service is and shares its secrets.
   *
   * @param service scheme, host and port
   */
  public MainApp(URI service, String apiKey, String jwtSigningSecret) {
    this.service = service;
    this.apiKey = apiKey;
    this.algorithm = Algorithm.HMAC256(jwtSigningSecret.getBytes(StandardCharsets.UTF_8));
  }

  public RoomLinks createRoom(Order order) throws IOException, InterruptedException {
    Map<String, Object> participants = new LinkedHashMap<>();
    participants.put("coach", guest(order, order.coach(), "coach"));
    participants.put("client", guest(order, order.client(), "client"));
    participants.put(
        "aiOrb",
        Map.of("enabled", order.assistant(), "personality", "supportive", "voiceModel", "default"));
    Map<String, Object> config = new LinkedHashMap<>();
    Instant start = order.scheduledStart();
    if (start != null) {
      config.put("scheduledStartTime", start.toString());
    }
    config.put("maxDuration", order.maxDuration().toSeconds());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("roomId", order.roomId());
    body.put("sessionId", order.sessionId());
    body.put("participants", participants);
    body.put("config", config);
    JsonObject urls =
        call("POST", "/api/rooms/create", gson.toJson(body)).getAsJsonObject("connectionUrls");
    return new RoomLinks(
        order.roomId(),
        URI.create(urls.get("coach").getAsString()),
        URI.create(urls.get("client").getAsString()),
        URI.create(urls.get("websocket").getAsString()));
  }

  private Map<String, Object> guest(Order order, Order.Guest guest, String role) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", guest.userId());
    body.put("token", token(order, guest, role, Instant.now().plus(order.tokenLife())));
    return body;
  }

  /** A participant's token as seed 001's {@code generateParticipantToken} signs it. */
  public String token(Order order, Order.Guest guest, String role, Instant expiry) {
    return JWT.create()
        .withClaim("userId", guest.userId())
        .withClaim("roomId", order.roomId())
        .withClaim("sessionId", order.sessionId())
        .withClaim("role", role)
        .withClaim("name", guest.name())
        .withClaim("permissions", guest.permissions())
        .withExpiresAt(expiry)
        .sign(algorithm);
  }

  public JsonObject status(String roomId) throws IOException, InterruptedException {
    return call("GET", "/api/rooms/" + roomId + "/status", "");
  }

  /** Of an ended room. */
  public JsonObject summary(String roomId) throws IOException, InterruptedException {
    return call("GET", "/api/rooms/" + roomId + "/summary", "");
  }

  public JsonObject endRoom(String roomId, String requestedBy)
      throws IOException, InterruptedException {
    return call(
        "POST",
        "/api/rooms/" + roomId + "/end",
        gson.toJson(Map.of("reason", "session_completed", "requestedBy", requestedBy)));
  }

  /** Switches features of a room while it runs: {@code recording}, {@code transcription} … */
  public JsonObject switchFeatures(String roomId, Map<String, Boolean> features)
      throws IOException, InterruptedException {
    return call(
        "PATCH", "/api/rooms/" + roomId + "/config", gson.toJson(Map.of("features", features)));
  }

  private JsonObject call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IOException(
          method + " " + path + " was answered " + response.statusCode() + " " + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  @Override
  public void close() {
    http.close();
  }
}
