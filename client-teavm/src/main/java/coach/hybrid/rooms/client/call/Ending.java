package coach.hybrid.rooms.client.call;

import org.jspecify.annotations.Nullable;

/** Why somebody is not, or no longer, in the call. */
public enum Ending {
  LEFT("", false),
  COMPLETED("room-ended", false),
  TIME_UP("timeout", false),
  FAILED("error", true),
  CANCELLED("cancelled", false),
  /** The same person joined from another window or device. */
  ELSEWHERE("", false),
  REMOVED("removed", true),
  LINK_MISSING("token-missing", true),
  LINK_INVALID("token-invalid", true),
  LINK_EXPIRED("token-expired", true),
  NOT_ADMITTED("token-forbidden", true),
  NOT_FOUND("room-not-found", true);

  private final String code;
  private final boolean wrong;

  Ending(String code, boolean wrong) {
    this.code = code;
    this.wrong = wrong;
  }

  /** What to quote when asking for help; empty if there is nothing wrong. */
  public String code() {
    return wrong ? code : "";
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
