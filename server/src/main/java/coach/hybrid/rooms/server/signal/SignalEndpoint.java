package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.DoorDecision;
import coach.hybrid.rooms.server.config.SocketConfig;
import coach.hybrid.rooms.server.socket.Admission;
import coach.hybrid.rooms.server.socket.SocketEndpoint;
import coach.hybrid.rooms.server.socket.SocketLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** {@code /ws-simple/{roomId}?token=…}: the door of the rooms decides who comes in. */
public final class SignalEndpoint implements SocketEndpoint {
  /** UTF-8 takes at most three bytes for one of the protocol's UTF-16 units. */
  private static final int MAX_MESSAGE_BYTES = Protocol.MAX_MESSAGE_CHARS * 3;

  static final SocketLimits LIMITS =
      new SocketLimits("signal", MAX_MESSAGE_BYTES, false, 512, 2 * 1024 * 1024);

  private static final List<String> FORWARDING =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final Door door;
  private final SocketConfig config;

  public SignalEndpoint(Door door, SocketConfig config) {
    this.door = door;
    this.config = config;
  }

  @Override
  public String template() {
    return "/ws-simple/{roomId}";
  }

  @Override
  public Admission admit(Request request, String roomId, @Nullable String token) {
    return switch (decide(request, roomId, token)) {
      case DoorDecision.Refused refused -> new Admission.Refused(refused.toProblem());
      case DoorDecision.Admitted admitted ->
          new Admission.Admitted(new SignalSocket(admitted, config), LIMITS);
    };
  }

  private DoorDecision decide(Request request, String roomId, @Nullable String token) {
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
}
