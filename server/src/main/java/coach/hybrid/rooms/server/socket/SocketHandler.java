package coach.hybrid.rooms.server.socket;

import coach.hybrid.rooms.server.auth.PresentedToken;
import coach.hybrid.rooms.server.problem.Problem;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the socket end points in front of the other handlers: whoever asks for one is let in or
 * answered with a problem before the upgrade. Everything else goes on to the handlers behind.
 */
public final class SocketHandler extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(SocketHandler.class);
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;
  private static final String ADMITTED = SocketHandler.class.getName() + ".admitted";
  private static final Problem STOPPING =
      Problem.of(503, "stopping", "The service restarts", "Reconnect in a few seconds.")
          .withRetryAfter(5);

  private static final Problem UPGRADE_REQUIRED =
      Problem.of(
          426,
          "upgrade-required",
          "WebSocket only",
          "Open this address as a WebSocket, version " + VERSION + ".");
  private static final Problem BAD_KEY =
      Problem.of(
          400,
          "bad-handshake",
          "Not a WebSocket handshake",
          "Sec-WebSocket-Key must be 16 bytes in base64 (RFC 6455, section 4.1).");
  private static final Problem INTERNAL =
      Problem.of(
          500, "internal", "Something went wrong here", "The request failed; it was logged.");

  private record Door(UriTemplatePathSpec path, SocketEndpoint endpoint) {
    /** Null if the path is not this one's; empty if it names no room. */
    @Nullable String roomId(String requested) {
      return path.matches(requested)
          ? path.getPathParams(requested).getOrDefault("roomId", "")
          : null;
    }
  }

  private final List<Door> doors;
  private final OpenSockets sockets;

  public SocketHandler(List<SocketEndpoint> endpoints, OpenSockets sockets, Handler next) {
    this.sockets = sockets;
    this.doors =
        endpoints.stream()
            .map(endpoint -> new Door(new UriTemplatePathSpec(endpoint.template()), endpoint))
            .toList();
    WebSocketUpgradeHandler upgrade = new WebSocketUpgradeHandler();
    upgrade.getConfiguration().setAutoFragment(false);
    upgrade.getConfiguration().setIdleTimeout(Duration.ZERO); // The heartbeat judges who is dead.
    doors.forEach(door -> upgrade.addMapping(door.path(), new Negotiator()));
    upgrade.setHandler(next);
    setHandler(upgrade);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    for (Door door : doors) {
      String roomId = door.roomId(path);
      if (roomId != null) {
        return enter(door.endpoint(), roomId, request, response, callback);
      }
    }
    return super.handle(request, response, callback);
  }

  private boolean enter(
      SocketEndpoint endpoint, String roomId, Request request, Response response, Callback callback)
      throws Exception {
    HttpFields asked = request.getHeaders();
    if (!"websocket".equalsIgnoreCase(asked.get(HttpHeader.UPGRADE))
        || !VERSION.equals(asked.get(HttpHeader.SEC_WEBSOCKET_VERSION))) {
      response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
      response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, VERSION);
      return refuse(response, callback, UPGRADE_REQUIRED);
    }
    if (!isKey(asked.get(HttpHeader.SEC_WEBSOCKET_KEY))) {
      return refuse(response, callback, BAD_KEY);
    }
    if (sockets.isStopping()) {
      return refuse(response, callback, STOPPING);
    }
    String token = tokenOf(request);
    Admission admission;
    try {
      admission = endpoint.admit(request, roomId, token);
    } catch (RuntimeException e) {
      // Nobody else may log it: the address holds the token.
      log.error("a socket for {} could not be judged", endpoint.template(), e);
      return refuse(response, callback, INTERNAL);
    }
    return switch (admission) {
      case Admission.Refused(Problem problem) -> refuse(response, callback, problem);
      case Admission.Admitted admitted -> {
        request.setAttribute(ADMITTED, admitted);
        yield super.handle(request, response, callback);
      }
    };
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable String tokenOf(Request request) {
    return PresentedToken.of(
        Request.extractQueryParameters(request).getValue("token"),
        request.getHeaders().get(HttpHeader.AUTHORIZATION));
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

  /** Makes the socket of a request that has been let in. */
  private final class Negotiator implements WebSocketNegotiator {
    @Override
    public @Nullable FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      response.setExtensions(List.of()); // Deflate would cost more than it saves on SDP.
      if (!(request.getAttribute(ADMITTED) instanceof Admission.Admitted admitted)) {
        return null;
      }
      boundKernel(request, admitted.limits().kernelBytes());
      return sockets.create(admitted.listener(), admitted.limits());
    }
  }

  /** What the kernel has taken nobody can drop any more, however old it gets there. */
  private static void boundKernel(Request request, int bytes) {
    if (bytes > 0
        && transportOf(request.getConnectionMetaData().getConnection().getEndPoint())
            instanceof SocketChannel channel) {
      try {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bytes);
      } catch (IOException e) {
        log.debug("a socket is gone before it is open", e);
      }
    }
  }

  /** What lies under it all: with TLS, one end point stands on another. */
  private static @Nullable Object transportOf(EndPoint endPoint) {
    Object transport = endPoint.getTransport();
    while (transport instanceof EndPoint outer) {
      transport = outer.getTransport();
    }
    return transport;
  }
}
