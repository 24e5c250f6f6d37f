package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.CallProbe.LinkStats;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Firefox with fake devices, driven straight over WebDriver BiDi (W3C), because Debian
 * packages no geckodriver.
 */
final class Firefox implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/firefox-esr");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long COMMAND_SECONDS = 30;

  private static final String PREFERENCES =
      """
      user_pref("media.navigator.streams.fake", true);
      user_pref("media.navigator.permission.disabled", true);
      user_pref("media.autoplay.default", 0);
      user_pref("media.peerconnection.ice.obfuscate_host_addresses", false);
      user_pref("app.update.enabled", false);
      user_pref("browser.shell.checkDefaultBrowser", false);
      user_pref("datareporting.policy.dataSubmissionEnabled", false);
      user_pref("media.gmp-manager.updateEnabled", false);
      user_pref("network.captive-portal-service.enabled", false);
      user_pref("network.connectivity-service.enabled", false);
      """;

  private final Gson gson = new Gson();
  private final Path profile;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final String context;

  private Firefox(Path profile, Process process, URI address) {
    this.profile = profile;
    this.process = process;
    this.socket = connect(address);
    command("session.new", Map.of("capabilities", Map.of()));
    JsonObject tree = command("browsingContext.getTree", Map.of());
    this.context =
        tree.getAsJsonArray("contexts").get(0).getAsJsonObject().get("context").getAsString();
    command(
        "script.addPreloadScript",
        Map.of("functionDeclaration", "() => {" + CallProbe.SCRIPT + "}"));
  }

  static Firefox start() throws IOException {
    if (!Files.isExecutable(BINARY)) {
      throw new IllegalStateException(BINARY + " is missing: ./rooms test installs it");
    }
    Path profile = Files.createTempDirectory("firefox");
    Files.writeString(profile.resolve("user.js"), PREFERENCES);
    int port = Service.freePort();
    Process process =
        new ProcessBuilder(
                BINARY.toString(),
                "--headless",
                "--no-remote",
                "--profile",
                profile.toString(),
                "--remote-debugging-port",
                Integer.toString(port),
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("output.log").toFile())
            .start();
    return new Firefox(profile, process, URI.create("ws://127.0.0.1:" + port + "/session"));
  }

  private WebSocket connect(URI address) {
    WebSocket[] opened = new WebSocket[1];
    Await.until(
        "Firefox listens",
        START_LIMIT,
        () -> {
          opened[0] =
              http.newWebSocketBuilder()
                  .buildAsync(address, new Answers())
                  .exceptionally(_ -> null)
                  .join();
          return opened[0] != null;
        });
    return opened[0];
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        if (message.has("id") && !message.get("id").isJsonNull()) {
          answers.remove(message.get("id").getAsInt()).complete(message);
        }
      }
      from.request(1);
      return null;
    }
  }

  private JsonObject command(String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String text = gson.toJson(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).join();
    JsonObject message = answer.orTimeout(COMMAND_SECONDS, TimeUnit.SECONDS).join();
    if (!message.get("type").getAsString().equals("success")) {
      throw new AssertionError(method + " was answered " + message);
    }
    return message.getAsJsonObject("result");
  }

  void open(URI link) {
    command(
        "browsingContext.navigate",
        Map.of("context", context, "url", link.toString(), "wait", "complete"));
  }

  /** The value of an expression, which may be a promise of a string. */
  String evaluate(String expression) {
    JsonObject result =
        command(
            "script.evaluate",
            Map.of(
                "expression",
                "(async () => String(" + expression + "))()",
                "target",
                Map.of("context", context),
                "awaitPromise",
                true,
                "userActivation",
                true));
    if (!result.get("type").getAsString().equals("success")) {
      throw new AssertionError(expression + " failed: " + result);
    }
    return result.getAsJsonObject("result").get("value").getAsString();
  }

  /** Clicks the one button with this text; its accessible name, as it has no other label. */
  void click(String buttonText) {
    String find =
        "[...document.querySelectorAll('button')].find(b => b.textContent.trim() === '"
            + buttonText
            + "')";
    Await.until(
        () -> "button " + buttonText + "; the page says: " + evaluate("document.body.innerText"),
        Participant.SOON,
        () -> evaluate("!!" + find).equals("true"));
    evaluate(find + ".click()");
  }

  List<LinkStats> links() {
    return List.of(gson.fromJson(evaluate("await window.probe.stats()"), LinkStats[].class));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
