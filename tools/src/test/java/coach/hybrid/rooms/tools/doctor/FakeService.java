package coach.hybrid.rooms.tools.doctor;

import coach.hybrid.rooms.tools.turn.OwnAuthority;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers like a service, or like a proxy that stands badly in front of it. */
final class FakeService implements AutoCloseable {
  static final String KEY = "key-of-the-main-app";
  private static final String PROBLEM = "application/problem+json";

  static final String HEALTHY =
      """
      {"status":"healthy","version":"1.0.0","uptime":1,"activeRooms":0,
       "orbs":{"active":0,"waiting":0,"limit":8},"store":{"state":"ready"},
       "transcription":{"state":"ready","detail":"whisper"},"tls":{"state":"off"}}\
      """;

  private record Answer(int status, String type, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final String scheme;

  FakeService() throws Exception {
    this(null);
  }

  /** With TLS if there is an authority. */
  FakeService(@Nullable OwnAuthority authority) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (authority == null) {
      server = HttpServer.create(address, 0);
      scheme = "http";
    } else {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(authority.showing()));
      server = secure;
      scheme = "https";
    }
    server.createContext("/", this::handle);
    server.start();
    answer("/health", 200, "application/json", HEALTHY);
    answer("/api/rooms", 200, "application/json", "{\"rooms\":[],\"next\":null}");
    answer("/api/ice-servers", 200, "application/json", "{\"iceServers\":[],\"ttl\":3600}");
    for (String door : List.of("/ws-simple", "/events", "/media")) {
      answer(door + "/doctor-check", 401, PROBLEM, "{}");
    }
  }

  void answer(String path, int status, String type, String body) {
    answers.put(path, new Answer(status, type, body));
  }

  void problem(String path, int status) {
    answer(path, status, PROBLEM, "{}");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestHeaders().getFirst("Authorization");
      if (key != null) {
        keys.add(key);
      }
      Answer answer =
          answers.getOrDefault(
              exchange.getRequestURI().getPath(), new Answer(404, "text/html", "<h1>nothing"));
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** What it was shown. */
  List<String> keys() {
    return keys;
  }

  URI origin() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
