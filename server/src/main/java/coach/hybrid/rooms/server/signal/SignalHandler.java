package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.DoorDecision;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.auth.DoorDecision.Refused;
import coach.hybrid.rooms.server.problem.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /ws-simple/{roomId}?token=…}: the door answers before the upgrade, so that a refusal
 * is an HTTP status and never an open socket. Everything else goes on to the handlers behind.
 */
public final class SignalHandler extends Handler.Wrapper {
  private static final String PATH = "/ws-simple/";
  private static final String ADMITTED = SignalHandler.class.getName() + ".admitted";
  private static final List<String> FORWARDING =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final Door door;

  public SignalHandler(Door door, SignalSockets sockets, Handler next) {
    this.door = door;
    WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
    Configuration configuration = upgrade.getConfiguration();
    configuration.setAutoFragment(false);
    configuration.setMaxFrameSize(SignalSockets.MAX_MESSAGE_BYTES);
    configuration.setIdleTimeout(Duration.ZERO); // The heartbeat judges who is dead.
    upgrade.addMapping(
        new UriTemplatePathSpec(PATH + "{roomId}"),
        (request, response, _) -> negotiate(sockets, request, response));
    upgrade.setHandler(next);
    setHandler(upgrade);
  }

  private static @Nullable FrameHandler negotiate(
      SignalSockets sockets, ServerUpgradeRequest request, ServerUpgradeResponse response) {
    response.setExtensions(List.of()); // Deflate would cost more than it saves on SDP.
    return request.getAttribute(ADMITTED) instanceof Admitted admitted
        ? sockets.create(admitted)
        : null;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PATH) || path.indexOf('/', PATH.length()) >= 0) {
      return super.handle(request, response, callback);
    }
    if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
      Problem problem =
          Problem.of(
              426, "upgrade-required", "WebSocket only", "Open this address as a WebSocket.");
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      return refuse(response, callback, problem);
    }
    return switch (decide(request, path.substring(PATH.length()))) {
      case Refused refused -> refuse(response, callback, refused.toProblem());
      case Admitted admitted -> {
        request.setAttribute(ADMITTED, admitted);
        yield super.handle(request, response, callback);
      }
    };
  }

  private DoorDecision decide(Request request, String roomId) {
    String token = Request.extractQueryParameters(request).getValue("token");
    if (token == null) {
      String bearer = request.getHeaders().get(HttpHeader.AUTHORIZATION);
      token = bearer != null && bearer.startsWith("Bearer ") ? bearer.substring(7) : null;
    }
    return token == null
        ? door.admitLegacyOrb(roomId, remoteAddress(request), isDirect(request))
        : door.admitSocket(roomId, token);
  }

  private static @Nullable InetAddress remoteAddress(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress end
        ? end.getAddress()
        : null;
  }

  /** No proxy in between, and not opened by a foreign page in some browser on this machine. */
  private static boolean isDirect(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String host = request.getHeaders().get(HttpHeader.HOST);
    return FORWARDING.stream().noneMatch(request.getHeaders()::contains)
        && (origin == null || origin.equals("http://" + host) || origin.equals("https://" + host));
  }

  private static boolean refuse(Response response, Callback callback, Problem problem) {
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (problem.retryAfterSeconds() != null) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, problem.retryAfterSeconds().toString());
    }
    response.write(
        true, ByteBuffer.wrap(problem.toJson().getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
