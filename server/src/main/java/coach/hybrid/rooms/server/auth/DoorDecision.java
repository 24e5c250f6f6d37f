package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.Room;
import java.time.Instant;

/** What the door says to somebody who wants into a room. */
public sealed interface DoorDecision {
  record Admitted(Room room, Entrant entrant) implements DoorDecision {}

  /** Says nothing about a room to anybody whose token is not for it. */
  record Refused(Problem problem) implements DoorDecision {
    public static final Refused TOKEN_MISSING =
        refused(401, "token-missing", "This link is incomplete");
    public static final Refused TOKEN_INVALID =
        refused(401, "token-invalid", "This link is not valid");
    public static final Refused TOKEN_EXPIRED =
        refused(401, "token-expired", "This link has expired");
    public static final Refused TOKEN_FORBIDDEN =
        refused(403, "token-forbidden", "This link is for another room or person");

    /** The token is from before the coach removed its holder. */
    public static final Refused REMOVED =
        new Refused(
            refused(403, "token-forbidden", "You were removed by the coach")
                .problem()
                .withMember("reason", "removed"));

    public static final Refused ROOM_NOT_FOUND =
        refused(404, "room-not-found", "This room does not exist any more");
    public static final Refused ROOM_ENDED = refused(410, "room-ended", "This session has ended");

    private static final int CAPACITY_RETRY_SECONDS = 30;
    private static final int STORE_RETRY_SECONDS = 5;

    public static final Refused AT_CAPACITY =
        new Refused(
            refused(503, "at-capacity", "All rooms are taken right now")
                .problem()
                .withRetryAfter(CAPACITY_RETRY_SECONDS));

    /** Who came now could not be told so before it is written. */
    public static final Refused STORE_UNAVAILABLE =
        new Refused(
            refused(503, "store-unavailable", "The service cannot write now")
                .problem()
                .withRetryAfter(STORE_RETRY_SECONDS));

    private static Refused refused(int status, String code, String title) {
      return new Refused(Problem.of(status, code, title, title + "."));
    }

    static Refused tooEarly(Instant opensAt) {
      return new Refused(
          refused(403, "too-early", "This room is not open yet")
              .problem()
              .withMember("opensAt", opensAt.toString()));
    }

    public int status() {
      return problem.status();
    }

    public Problem toProblem() {
      return problem;
    }
  }
}
