package coach.hybrid.rooms.tools.orb.relay;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to {@code /media/{roomId}?use=relay}: whole binary messages in and out. Listens on
 * threads of the HTTP client, and asks for the next message only when the last one is done with.
 */
final class RelaySocket implements WebSocket.Listener, Dialer.Wire {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int LARGEST_MESSAGE_BYTES = 256 * 1024;
  private static final int BROKEN = 0;

  private final Dialer.Call call;
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private volatile @Nullable WebSocket socket;

  private RelaySocket(Dialer.Call call) {
    this.call = call;
  }

  /** The address is asked for at each call, as its token may have changed. */
  static Dialer dialer(HttpClient http, Supplier<URI> address) {
    return call -> {
      var _ =
          http.newWebSocketBuilder()
              .connectTimeout(CONNECT_LIMIT)
              .buildAsync(address.get(), new RelaySocket(call))
              .whenComplete((_, failure) -> {
                if (failure != null) {
                  call.closed(status(failure));
                }
              });
    };
  }

  private static int status(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof WebSocketHandshakeException refused
        ? refused.getResponse().statusCode()
        : BROKEN;
  }

  @Override
  public CompletableFuture<?> send(byte[] message) {
    WebSocket open = socket;
    return open == null || open.isOutputClosed()
        ? CompletableFuture.failedFuture(new IllegalStateException("no socket"))
        : open.sendBinary(ByteBuffer.wrap(message), true);
  }

  @Override
  public void abort() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    call.opened(this);
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    if (parts.size() + part.remaining() > LARGEST_MESSAGE_BYTES) {
      from.abort();
      call.closed(BROKEN);
      return null;
    }
    byte[] octets = new byte[part.remaining()];
    part.get(octets);
    if (last && parts.size() == 0) {
      call.received(octets);
    } else {
      parts.writeBytes(octets);
      if (last) {
        call.received(parts.toByteArray());
        parts.reset();
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    from.request(1); // No text has any meaning here.
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    call.alive();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    call.closed(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    call.closed(BROKEN);
  }
}
