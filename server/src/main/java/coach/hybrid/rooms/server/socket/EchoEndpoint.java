package coach.hybrid.rooms.server.socket;

import java.time.Instant;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * {@code /ws-echo}: says every message back, text and binary, to anybody and without limits of
 * rate. For WebSocket conformance suites; there only if the operator sets {@code WS_ECHO}.
 */
public final class EchoEndpoint implements SocketEndpoint {
  /** Such suites send up to 16 MiB at once. */
  private static final int MAX_MESSAGE_BYTES = 17 * 1024 * 1024;

  private static final SocketLimits LIMITS =
      new SocketLimits("echo", MAX_MESSAGE_BYTES, true, 4_096, 2 * MAX_MESSAGE_BYTES);

  @Override
  public String template() {
    return "/ws-echo";
  }

  @Override
  public Admission admit(Request request, String roomId, @Nullable String token) {
    return new Admission.Admitted(new Echo(), LIMITS);
  }

  private static final class Echo implements SocketListener {
    private @Nullable OutboundQueue outbound;

    @Override
    public void opened(OutboundQueue out) {
      outbound = out;
    }

    @Override
    public @Nullable Runnable received(SocketMessage message) {
      OutboundQueue out = outbound;
      if (out != null) {
        out.send(message);
      }
      return null;
    }

    @Override
    public void lost(Instant lastHeard) {}
  }
}
