package coach.hybrid.rooms.tools.orb;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to the service: whole texts in, texts out in their order. What the listener is told
 * comes on threads of the HTTP client; {@link #send} is for one thread, the orb's.
 */
public final class ServiceSocket {
  /** Told on any thread. */
  public interface Listener {
    void opened(ServiceSocket socket);

    void received(ServiceSocket socket, String text);

    /** Something came, if only a ping: the service is there. */
    void alive(ServiceSocket socket);

    /**
     * The socket is no more; {@code code} is a close code, an HTTP status, or 0 for a broken line.
     */
    void closed(ServiceSocket socket, int code);
  }

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST_TEXT_CHARS = 4 * 1024 * 1024;
  private static final int BROKEN = 0;

  private final Listener listener;
  private CompletableFuture<@Nullable WebSocket> tail;
  private final StringBuilder text = new StringBuilder();

  private ServiceSocket(Listener listener) {
    this.listener = listener;
    this.tail = CompletableFuture.completedFuture(null);
  }

  public static ServiceSocket open(HttpClient http, URI uri, Listener listener) {
    ServiceSocket socket = new ServiceSocket(listener);
    socket.tail =
        http.newWebSocketBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .buildAsync(uri, socket.new Receiver())
            .<@Nullable WebSocket>thenApply(opened -> opened);
    var _ =
        socket.tail.whenComplete((_, failure) -> {
          if (failure != null) {
            listener.closed(socket, status(failure));
          }
        });
    return socket;
  }

  private static int status(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof WebSocketHandshakeException refused
        ? refused.getResponse().statusCode()
        : BROKEN;
  }

  public void send(String message) {
    tail =
        tail.<@Nullable WebSocket>thenCompose(socket ->
            socket == null || socket.isOutputClosed()
                ? CompletableFuture.completedFuture(socket)
                : socket.sendText(message, true).thenApply(sent -> sent));
  }

  /** Waits a little until what was sent is out, and says good-bye. */
  public void close(Duration limit) {
    try {
      WebSocket socket = tail.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (socket != null && !socket.isOutputClosed()) {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      abort();
    }
  }

  public void abort() {
    WebSocket socket = tail.isCompletedExceptionally() ? null : tail.getNow(null);
    if (socket != null) {
      socket.abort();
    }
  }

  private final class Receiver implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket socket) {
      listener.opened(ServiceSocket.this);
      socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      if (text.length() + part.length() > LONGEST_TEXT_CHARS) {
        socket.abort();
        listener.closed(ServiceSocket.this, BROKEN);
        return null;
      }
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        listener.received(ServiceSocket.this, whole);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      listener.alive(ServiceSocket.this);
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      listener.closed(ServiceSocket.this, code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      listener.closed(ServiceSocket.this, BROKEN);
    }
  }
}
