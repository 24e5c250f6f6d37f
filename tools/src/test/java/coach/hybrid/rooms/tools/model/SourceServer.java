package coach.hybrid.rooms.tools.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A source of one file over real HTTP, which can break off and ignore ranges. */
final class SourceServer implements AutoCloseable {
  private final HttpServer server;
  private final byte[] content;

  /** What {@code Range} each request had, or {@code none}. */
  final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  /** How many bytes an answer has at most before the connection ends. */
  volatile int breakAfter = Integer.MAX_VALUE;

  /** How many answers break off. */
  final AtomicInteger breaks = new AtomicInteger();

  volatile boolean knowsRanges = true;
  volatile int refusal;

  /** Run when somebody asks for the rest: he has written what came before. */
  volatile Runnable inTheMiddle = () -> {};

  SourceServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/models/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/models/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "none" : range);
    if (range != null) {
      inTheMiddle.run();
    }
    try (exchange) {
      if (refusal > 0) {
        exchange.sendResponseHeaders(refusal, -1);
        return;
      }
      int from = range == null || !knowsRanges ? 0 : start(range);
      if (from >= content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      byte[] rest = Arrays.copyOfRange(content, from, content.length);
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
      send(exchange.getResponseBody(), rest);
    }
  }

  private void send(OutputStream body, byte[] rest) throws IOException {
    boolean broken = breaks.getAndDecrement() > 0 && rest.length > breakAfter;
    body.write(rest, 0, broken ? breakAfter : rest.length);
    body.flush();
    if (!broken) {
      body.close();
    }
  }

  private static int start(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
