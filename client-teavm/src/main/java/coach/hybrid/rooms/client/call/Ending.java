package coach.hybrid.rooms.client.call;

import org.jspecify.annotations.Nullable;

/** Why somebody is not, or no longer, in the call. */
public enum Ending {
  LEFT(""),
  COMPLETED("room-ended"),
  TIME_UP("timeout"),
  FAILED("error"),
  CANCELLED("cancelled"),
  /** The same person joined from another window or device. */
  ELSEWHERE(""),
  REMOVED("removed"),
  LINK_MISSING("token-missing"),
  LINK_INVALID("token-invalid"),
  LINK_EXPIRED("token-expired"),
  NOT_ADMITTED("token-forbidden"),
  NOT_FOUND("room-not-found");

  private final String code;

  Ending(String code) {
    this.code = code;
  }

  /** What to quote when asking for help; empty if there is nothing wrong. */
  public String code() {
    return code;
  }

  /** From the reason of a room's end: {@code session_completed}, {@code timeout} and so on. */
  public static Ending ofRoom(String reason) {
    Ending ending = ofProblem(reason);
    return ending == null ? COMPLETED : ending;
  }

  /** From the {@code code} of a problem the room's door answered with; null if it is not final. */
  public static @Nullable Ending ofProblem(String code) {
    for (Ending ending : values()) {
      if (!code.isEmpty() && ending.code.equals(code)) {
        return ending;
      }
    }
    return null;
  }
}
