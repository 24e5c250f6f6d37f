package coach.hybrid.rooms.server.event.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A main app over real HTTP, in whatever state the test wants it. */
public final class Receiver implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  /** What it does with a request; the status it answers. */
  @FunctionalInterface
  public interface Behaviour {
    int answer(HttpExchange exchange, Request request) throws IOException, InterruptedException;
  }

  public record Request(String id, String body, String path, HttpExchange exchange) {
    public @Nullable String header(String name) {
      return exchange.getRequestHeaders().getFirst(name);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour;

  public Receiver(Behaviour behaviour) throws IOException {
    this(0, behaviour);
  }

  public Receiver(int port, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static Receiver answering(int status) throws IOException {
    return new Receiver((_, _) -> status);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request =
        new Request(
            String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
            body,
            exchange.getRequestURI().getPath(),
            exchange);
    requests.add(request);
    try {
      int status = behaviour.answer(exchange, request);
      if (status >= 200 && status < 300) {
        order.add(request.id());
        taken.add(request.id());
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  public void behave(Behaviour next) {
    behaviour = next;
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The next request; waits for it. */
  public Request next() throws InterruptedException {
    Request request = requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  public boolean anyRequest() {
    return !requests.isEmpty();
  }

  /** Returns once so many have been taken with 2xx. */
  public void awaitTaken(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      if (taken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
        throw new AssertionError("only these came: " + order);
      }
    }
  }

  /** The ids of all that was taken, in order. */
  public List<String> taken() {
    return List.copyOf(order);
  }

  /** What was taken of a room, in order. */
  public List<String> taken(String roomId) {
    return order.stream().filter(id -> id.startsWith(roomId + "#")).toList();
  }

  /** Nobody listens any more. */
  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    stop();
  }
}
