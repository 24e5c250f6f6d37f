package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own, on a free port, started by {@code ./rooms run}. */
final class Service implements AutoCloseable {
  static final Path ROOT = Path.of(System.getProperty("rooms.root", "..")).toAbsolutePath();
  static final Path OUTPUT = Path.of(System.getProperty("rooms.output", "target")).toAbsolutePath();

  static final String API_KEY = "e2e-api-key";
  static final String JWT_SECRET = "e2e-secret-shared-with-the-main-app";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final List<String> prefix;
  private final URI origin;
  private final int port;
  private final Map<String, String> settings;
  private final Path dataDir;
  private final MainApp mainApp;
  private Process process;

  private Service(List<String> prefix, String host, int port, Map<String, String> settings)
      throws IOException {
    this.dataDir = Files.createTempDirectory("rooms-data");
    this.prefix = prefix;
    this.origin = URI.create("http://" + host + ":" + port);
    this.port = port;
    this.settings = settings;
    this.mainApp = new MainApp(origin(), API_KEY, JWT_SECRET);
    this.process = launch();
  }

  /** Starts the service with these settings on top of the test's own. */
  static Service start(Map<String, String> settings) throws IOException, InterruptedException {
    return start(List.of(), "localhost", freePort(), settings);
  }

  /**
   * As above, on another host.
   *
   * @param prefix the command that makes the next one run there
   * @param host its address, which has to be reached from here as well
   */
  static Service start(List<String> prefix, String host, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    Service service = new Service(prefix, host, port, settings);
    service.awaitHealth();
    return service;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(ROOT.resolve("rooms").toString(), "run"));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> env = new HashMap<>();
    env.put("PORT", Integer.toString(port));
    env.put("PUBLIC_URL", origin().toString());
    env.put("DATA_DIR", dataDir.toString());
    env.put("ROOM_SERVICE_API_KEY", API_KEY);
    env.put("ENABLE_AI_ORBS", "false"); // Only those that say so have any.
    env.put("TRANSCRIPTION", "false"); // As well.
    env.put("JWT_SIGNING_SECRET", JWT_SECRET);
    env.put("JAVA_HOME", System.getProperty("java.home"));
    env.putAll(settings);
    builder.environment().putAll(env);
    Files.createDirectories(OUTPUT);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
        .start();
  }

  private Path logFile() {
    return OUTPUT.resolve("service-" + port + ".log");
  }

  /** All it has written, its orbs' words included. */
  String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitHealth() throws InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(origin().resolve("/health")).build();
      Await.until(
          "the service is healthy",
          START_LIMIT,
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("the service ended at its start, see " + OUTPUT);
            }
            try {
              return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
              return false; // Not listening yet.
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new AssertionError(e);
            }
          });
    }
  }

  /** Stops the service as an operator does, and starts it again on its port and its data. */
  void restart() throws IOException, InterruptedException {
    stop();
    process = launch();
    awaitHealth();
  }

  /** Without any warning; {@link #restart} brings it back. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What the API answers to the main app. */
  JsonObject api(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(origin().resolve(path))
            .header("Authorization", "Bearer " + API_KEY)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return JsonParser.parseString(http.send(request, BodyHandlers.ofString()).body())
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Nobody listens any more; {@link #restart} brings it back. */
  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  URI origin() {
    return origin;
  }

  MainApp mainApp() {
    return mainApp;
  }

  @Override
  public void close() {
    mainApp.close();
    stop();
  }
}
