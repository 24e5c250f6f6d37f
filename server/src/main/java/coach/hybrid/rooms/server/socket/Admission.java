package coach.hybrid.rooms.server.socket;

import coach.hybrid.rooms.server.problem.Problem;

/** What an end point says to somebody who wants a socket, before the upgrade. */
public sealed interface Admission {
  /**
   * The listener does nothing until its socket is open: the upgrade may still fail.
   *
   * @param limits what this socket may cost
   */
  record Admitted(SocketListener listener, SocketLimits limits) implements Admission {}

  record Refused(Problem problem) implements Admission {}
}
