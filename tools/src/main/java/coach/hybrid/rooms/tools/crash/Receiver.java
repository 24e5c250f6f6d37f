package coach.hybrid.rooms.tools.crash;

import coach.hybrid.rooms.tools.service.Event;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A main app's webhook address: keeps everything that came, per room in order of arrival. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<Event>> byRoom = new ConcurrentHashMap<>();

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.setExecutor(workers);
    server.createContext("/", this::receive);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
  }

  private void receive(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonObject body = JsonParser.parseString(text).getAsJsonObject();
    if (body.has("seq")) {
      Event event = Event.of(body);
      byRoom.compute(
          event.roomId(),
          (_, before) -> {
            List<Event> all = before == null ? new ArrayList<>() : before;
            all.add(event);
            return all;
          });
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  List<Event> of(String roomId) {
    List<Event> copy = new ArrayList<>();
    byRoom.computeIfPresent(
        roomId,
        (_, all) -> {
          copy.addAll(all);
          return all;
        });
    return copy;
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
