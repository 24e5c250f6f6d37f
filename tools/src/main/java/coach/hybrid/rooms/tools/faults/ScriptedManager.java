package coach.hybrid.rooms.tools.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of the real manager and misbehaves, for each room as it is told. */
final class ScriptedManager implements AutoCloseable {
  /** What becomes of an order. */
  enum Script {
    /** The real manager has it. */
    HONEST,
    /** 503, in the manager's own words. */
    FULL,
    /** The real manager gets it after everybody has stopped waiting. */
    LATE,
    /** The real manager gets it at once, and the answer takes a while. */
    LINGERING,
    /** 200, and the body says that it failed. */
    FAILED_WITH_200,
    /** 200 and a page of something. */
    GARBAGE,
    /** 200 and every promise; nothing is started. */
    EMPTY_PROMISE
  }

  private static final Duration LATE_BY = Duration.ofSeconds(5);
  private static final Duration LINGER = Duration.ofMillis(1_500);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String JSON = "application/json";

  private final URI real;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, Integer> orders = new ConcurrentHashMap<>();
  private volatile boolean cut;

  ScriptedManager(URI real) throws IOException {
    this.real = real;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void play(String roomId, Script script) {
    scripts.put(roomId, script);
  }

  /** Every call breaks off, as if the line to the manager were cut. */
  void cut(boolean isCut) {
    cut = isCut;
  }

  int ordersFor(String roomId) {
    return orders.getOrDefault(roomId, 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    try (exchange) {
      if (cut) {
        return; // Without an answer.
      }
      if (exchange.getRequestMethod().equals("POST")) {
        spawn(exchange, body);
      } else {
        forward(exchange, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void spawn(HttpExchange exchange, String body) throws IOException, InterruptedException {
    String roomId = field(body, "roomId");
    orders.merge(roomId, 1, Integer::sum);
    switch (scripts.getOrDefault(roomId, Script.HONEST)) {
      case HONEST -> forward(exchange, body);
      case FULL ->
          answer(
              exchange,
              503,
              "{\"success\":false,\"status\":\"failed\",\"error\":\"no place\"}",
              JSON);
      case LATE -> {
        Thread.sleep(LATE_BY);
        forward(exchange, body);
      }
      case LINGERING -> {
        HttpResponse<String> said = ask(exchange, body);
        Thread.sleep(LINGER);
        answer(exchange, said.statusCode(), said.body(), JSON);
      }
      case FAILED_WITH_200 ->
          answer(
              exchange,
              200,
              "{\"success\":false,\"status\":\"failed\",\"error\":\"no GPU\"}",
              JSON);
      case GARBAGE -> answer(exchange, 200, "<html><h1>It works!</h1></html>", "text/html");
      case EMPTY_PROMISE ->
          answer(
              exchange,
              200,
              "{\"success\":true,\"orbId\":\"%s\",\"status\":\"spawning\",\"processId\":1}"
                  .formatted(field(body, "orbId")),
              JSON);
    }
  }

  private static String field(String body, String name) {
    return com.google.gson.JsonParser.parseString(body).getAsJsonObject().get(name).getAsString();
  }

  private void forward(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> said = ask(exchange, body);
    answer(exchange, said.statusCode(), said.body(), JSON);
  }

  private HttpResponse<String> ask(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(real.resolve(exchange.getRequestURI()))
            .timeout(TIMEOUT)
            .method(exchange.getRequestMethod(), BodyPublishers.ofString(body));
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    if (key != null) {
      request.header("Authorization", key);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static void answer(HttpExchange exchange, int status, String body, String type)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
    http.shutdownNow();
  }
}
