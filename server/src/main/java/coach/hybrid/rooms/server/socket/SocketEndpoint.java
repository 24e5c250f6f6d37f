package coach.hybrid.rooms.server.socket;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** One kind of socket: where it is, who gets one, and what it may cost. */
public interface SocketEndpoint {
  /** A URI template with at most one variable, which is the room's id. */
  String template();

  /**
   * Decides before the upgrade, so that a refusal is an HTTP status and never an open socket.
   *
   * @param roomId empty if the template has no variable
   * @param token what was presented, or null
   */
  Admission admit(Request request, String roomId, @Nullable String token);
}
