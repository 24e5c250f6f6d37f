package coach.hybrid.rooms.server.summary.llm;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An OpenAI-compatible endpoint that answers what it was told to; the last answer repeats. */
final class FakeModel implements AutoCloseable {
  private interface Reply {
    void send(HttpExchange exchange) throws IOException;
  }

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<JsonObject> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  FakeModel() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(JsonParser.parseString(body).getAsJsonObject());
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    try (exchange) {
      next().send(exchange);
    }
  }

  private synchronized Reply next() {
    Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
    return reply == null ? exchange -> exchange.sendResponseHeaders(404, -1) : reply;
  }

  private synchronized FakeModel then(Reply reply) {
    replies.add(reply);
    return this;
  }

  FakeModel status(int status) {
    return then(exchange -> exchange.sendResponseHeaders(status, -1));
  }

  FakeModel raw(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return then(exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    });
  }

  /** A whole completion with that content. */
  FakeModel says(String content) {
    return raw(
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":"
            + new Gson().toJson(content)
            + "}}]}");
  }

  /** Sends its first bytes, and nothing more. */
  FakeModel stalls() {
    return then(exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  URI chat() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions");
  }

  List<JsonObject> asked() {
    return List.copyOf(asked);
  }

  String question(int index, int message) {
    return asked
        .get(index)
        .getAsJsonArray("messages")
        .get(message)
        .getAsJsonObject()
        .get("content")
        .getAsString();
  }

  String key(int index) {
    return keys.get(index);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
