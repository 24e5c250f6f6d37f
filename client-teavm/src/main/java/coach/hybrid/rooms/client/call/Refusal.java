package coach.hybrid.rooms.client.call;

/**
 * What the room's door answered instead of opening.
 *
 * @param code the problem's {@code code}, or {@code http-} and the status
 * @param waitMillis until it makes sense to ask again, by the service's own clock
 * @param opensDay the day on which the room opens, in the visitor's words; empty if today
 * @param opensTime the time of day at which it opens; empty if that is not the matter
 */
public record Refusal(String code, int waitMillis, String opensDay, String opensTime) {
  public static final String TOO_EARLY = "too-early";

  /** Nobody answered at all. */
  public static Refusal noAnswer() {
    return new Refusal("no-answer", DoorWait.DEFAULT_WAIT_MILLIS, "", "");
  }
}
