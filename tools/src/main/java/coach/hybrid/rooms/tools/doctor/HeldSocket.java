package coach.hybrid.rooms.tools.doctor;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that is opened and then left alone: what comes is kept by type, and when and how it
 * ends. Pings of the service are answered by Java.
 */
final class HeldSocket implements WebSocket.Listener {
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(10);
  private static final int MAX_KEPT = 100;
  private static final int BROKEN = 1006;

  /** How it ended. */
  record End(int code, long nanos) {}

  private final StringBuilder text = new StringBuilder();

  /** Guarded by itself. */
  private final List<JsonObject> messages = new ArrayList<>();

  private final CompletableFuture<End> end = new CompletableFuture<>();
  private volatile boolean pinged;
  private volatile long openedNanos;
  private volatile @Nullable WebSocket socket;

  /** Throws what kept it from opening, a handshake's refusal for one. */
  static HeldSocket open(HttpClient client, URI uri, String key)
      throws ExecutionException, InterruptedException {
    HeldSocket held = new HeldSocket();
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(OPEN_LIMIT);
    if (!key.isEmpty()) {
      builder.header("Authorization", "Bearer " + key);
    }
    try {
      held.socket = builder.buildAsync(uri, held).get(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ExecutionException("no answer", e);
    }
    held.openedNanos = System.nanoTime();
    return held;
  }

  void send(JsonObject message) {
    WebSocket open = socket;
    if (open != null && !open.isOutputClosed()) {
      var _ = open.sendText(message.toString(), true);
    }
  }

  /** The first message of that type; null if it has not come within the limit. */
  @Nullable JsonObject await(String type, Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    synchronized (messages) {
      while (true) {
        for (JsonObject message : messages) {
          if (message.has("type") && type.equals(message.get("type").getAsString())) {
            return message;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0 || end.isDone()) {
          return null;
        }
        messages.wait(left);
      }
    }
  }

  /** Waits until it has been open for that long; null if it still is. */
  @Nullable End hold(Duration sinceOpened) throws InterruptedException {
    long left = openedNanos + sinceOpened.toNanos() - System.nanoTime();
    try {
      return end.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("it only ever ends", e);
    }
  }

  /** Whether the service's own sign of life came through. */
  boolean wasPinged() {
    return pinged;
  }

  /** Says good-bye, and hangs up whether or not that is heard. */
  void close() throws InterruptedException {
    WebSocket open = socket;
    if (open == null) {
      return;
    }
    try {
      open.sendClose(WebSocket.NORMAL_CLOSURE, "").get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It was closed or broken already.
    } finally {
      open.abort();
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      keep(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void keep(String message) {
    try {
      if (JsonParser.parseString(message) instanceof JsonObject object) {
        synchronized (messages) {
          if (messages.size() < MAX_KEPT) {
            messages.add(object);
          }
          messages.notifyAll();
        }
      }
    } catch (JsonParseException e) {
      // Not one of the service's: nobody waits for it.
    }
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer data) {
    pinged = true;
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    ended(BROKEN);
  }

  private void ended(int code) {
    end.complete(new End(code, System.nanoTime() - openedNanos));
    synchronized (messages) {
      messages.notifyAll();
    }
  }
}
