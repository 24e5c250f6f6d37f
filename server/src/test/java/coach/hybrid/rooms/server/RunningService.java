package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.auth.Tokens;
import coach.hybrid.rooms.server.config.ConfigException;
import coach.hybrid.rooms.server.config.ServerConfig;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The real service on a free port, a main app that talks to it, and everything it logged. */
final class RunningService implements AutoCloseable {
  static final String KEY = "key-of-the-main-app";

  private final PrintStream consoleBefore = System.out;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Main service;
  private boolean stopped;

  RunningService(String... variables) throws Exception {
    this(Files.createTempDirectory("rooms"), variables);
  }

  /** On that store, which another service may have left behind. */
  RunningService(Path dataDir, String... variables) throws Exception {
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    service = new Main(config(dataDir, variables), Clock.systemUTC());
    service.start();
  }

  private static ServerConfig config(Path dataDir, String... pairs) throws ConfigException {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATA_DIR", dataDir.toString());
    variables.put("PORT", "0");
    variables.put("ENABLE_AI_ORBS", "false"); // Only those that say so have any.
    variables.put("TRANSCRIPTION", "false"); // As well.
    variables.put("HOST", "127.0.0.1");
    variables.put("PUBLIC_URL", "https://rooms.example");
    variables.put("JWT_SIGNING_SECRET", Tokens.SECRET);
    variables.put("ROOM_SERVICE_API_KEY", "older-key-of-it," + KEY);
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return ServerConfig.from(variables);
  }

  int port() {
    return service.port();
  }

  /** Without TLS, whatever the other one speaks. */
  int localPort() {
    return service.localPort();
  }

  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> api(String method, String path, String body)
      throws IOException, InterruptedException {
    BodyPublisher publisher =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return send(
        method,
        path,
        publisher,
        "Authorization",
        "Bearer " + KEY,
        "Content-Type",
        "application/json");
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  static long inTwoHours() {
    return Clock.systemUTC().instant().getEpochSecond() + 7_200;
  }

  /** A token of the main app for a participant of that room. */
  static Tokens token(String role, String roomId) {
    return Tokens.of(role, inTwoHours()).with("roomId", roomId);
  }

  /** Seed 001's body, as its {@code RoomService} client sends it. */
  static String order(String roomId) {
    return """
    {"roomId":"%s","sessionId":"session-1","participants":{
      "coach":{"id":"coach-1","token":"%s"},"client":{"id":"client-1","token":"%s"},
      "aiOrb":{"enabled":true,"personality":"supportive","voiceModel":"default"}},
     "config":{"scheduledStartTime":null,"maxDuration":3600,"features":{"recording":false,
      "transcription":true,"aiAssistance":true,"generateSummary":true}}}\
    """
        .formatted(
            roomId,
            token("coach", roomId).sign(),
            token("client", roomId).with("name", "Zoë").sign());
  }

  /** Orders a room of its own for one test. */
  String newRoom() throws IOException, InterruptedException {
    String roomId = UUID.randomUUID().toString();
    HttpResponse<String> created = api("POST", "/api/rooms/create", order(roomId));
    if (created.statusCode() != 201) {
      throw new AssertionError(created.body());
    }
    return roomId;
  }

  RawSocket socket(String role, String roomId) throws IOException {
    return RawSocket.open(port(), "/ws-simple/" + roomId + "?token=" + token(role, roomId).sign());
  }

  /** Opens and joins; returns once everything that answers a join has come. */
  RawSocket join(String role, String roomId) throws IOException {
    RawSocket socket = socket(role, roomId);
    socket.text(joinText(role, roomId));
    socket.readUntil("transcription-state");
    return socket;
  }

  static String joinText(String role, String roomId) {
    return """
    {"type":"join","roomId":"%s","userId":"%s-1","userRole":"%s","participantType":"human",\
    "protocol":1,"instanceId":"page-of-%s"}\
    """
        .formatted(roomId, role, role, role);
  }

  void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    try {
      service.stop();
    } catch (Exception e) {
      throw new IllegalStateException("not stopped in order", e);
    }
  }

  @Override
  public void close() {
    stop();
    http.close();
    System.setOut(consoleBefore);
  }
}
