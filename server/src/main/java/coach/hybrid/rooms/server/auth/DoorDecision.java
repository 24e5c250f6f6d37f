package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.Room;

/** What the door says to somebody who wants into a room. */
public sealed interface DoorDecision {
  record Admitted(Room room, Entrant entrant) implements DoorDecision {}

  /** Says nothing about a room to anybody whose token is not for it. */
  enum Refused implements DoorDecision {
    TOKEN_MISSING(401, "token-missing", "This link is incomplete"),
    TOKEN_INVALID(401, "token-invalid", "This link is not valid"),
    TOKEN_EXPIRED(401, "token-expired", "This link has expired"),
    TOKEN_FORBIDDEN(403, "token-forbidden", "This link is for another room or person"),
    ROOM_NOT_FOUND(404, "room-not-found", "This room does not exist any more"),
    ROOM_ENDED(410, "room-ended", "This session has ended");

    private final int status;
    private final String code;
    private final String title;

    Refused(int status, String code, String title) {
      this.status = status;
      this.code = code;
      this.title = title;
    }

    public int status() {
      return status;
    }

    public Problem toProblem() {
      return Problem.of(status, code, title, title + ".");
    }
  }
}
