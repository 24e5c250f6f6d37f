package coach.hybrid.rooms.tools.gpu;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Seed 000's three routes. Every call carries the key, if there is one. */
final class ManagerApi implements HttpHandler {
  private static final Pattern ORB = Pattern.compile("/orbs/([^/]{1,128})/(terminate|heartbeat)");
  private static final int MOST_BODY_BYTES = 64 * 1024;

  private final OrbHouse house;
  private final String key;
  private final String defaultHost;

  /** Takes anybody's calls if the key is empty. */
  ManagerApi(OrbHouse house, String key, String defaultHost) {
    this.house = house;
    this.key = key;
    this.defaultHost = defaultHost;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      Matcher orb = ORB.matcher(path);
      if (!allowed(exchange)) {
        answer(exchange, 401, failure("the key is missing or wrong"));
      } else if (method.equals("POST") && path.equals("/orbs/spawn")) {
        spawn(exchange);
      } else if (method.equals("DELETE") && orb.matches() && orb.group(2).equals("terminate")) {
        terminate(exchange, orb.group(1));
      } else if (method.equals("GET") && orb.matches() && orb.group(2).equals("heartbeat")) {
        heartbeat(exchange, orb.group(1));
      } else {
        answer(exchange, 404, failure("no such route"));
      }
    }
  }

  private boolean allowed(HttpExchange exchange) {
    if (key.isEmpty()) {
      return true;
    }
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null && MessageDigest.isEqual(bytes("Bearer " + key), bytes(given));
  }

  private void spawn(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      answer(exchange, 413, failure("the body is too long"));
      return;
    }
    SpawnOrder order;
    try {
      order = SpawnOrder.read(new String(body, StandardCharsets.UTF_8), defaultHost);
    } catch (SpawnOrder.Refused e) {
      answer(exchange, 400, failure(String.valueOf(e.getMessage())));
      return;
    }
    switch (house.spawn(order)) {
      case OrbHouse.Spawned.Started(RunningOrb orb) -> {
        JsonObject started = state(orb, "spawning");
        started.addProperty("heartbeatUrl", "/orbs/" + orb.orbId() + "/heartbeat");
        answer(exchange, 200, started);
      }
      case OrbHouse.Spawned.Full() -> answer(exchange, 503, failure("no place for another orb"));
      case OrbHouse.Spawned.Failed(String why) -> answer(exchange, 500, failure(why));
    }
  }

  private void terminate(HttpExchange exchange, String orbId) throws IOException {
    RunningOrb orb = house.find(orbId);
    if (orb == null) {
      answer(exchange, 404, failure("no such orb"));
      return;
    }
    Thread.ofVirtual().name("terminate " + orbId).start(orb::terminate);
    answer(exchange, 200, state(orb, "terminating"));
  }

  private void heartbeat(HttpExchange exchange, String orbId) throws IOException {
    RunningOrb orb = house.find(orbId);
    if (orb == null) {
      answer(exchange, 404, failure("no such orb"));
      return;
    }
    JsonObject metrics = new JsonObject();
    number(metrics, "cpu", orb.cpuPercent());
    number(metrics, "memory", orb.memoryMegabytes());
    JsonObject state = state(orb, "active");
    state.add("metrics", metrics);
    answer(exchange, 200, state);
  }

  private static void number(JsonObject to, String name, @Nullable Double value) {
    if (value != null) {
      to.addProperty(name, value);
    }
  }

  private static JsonObject state(RunningOrb orb, String status) {
    JsonObject state = new JsonObject();
    state.addProperty("success", true);
    state.addProperty("orbId", orb.orbId());
    state.addProperty("status", status);
    state.addProperty("processId", orb.processId());
    return state;
  }

  private static JsonObject failure(String why) {
    JsonObject failure = new JsonObject();
    failure.addProperty("success", false);
    failure.addProperty("status", "failed");
    failure.addProperty("error", why);
    return failure;
  }

  private static void answer(HttpExchange exchange, int status, JsonObject body)
      throws IOException {
    byte[] text = bytes(body.toString());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
