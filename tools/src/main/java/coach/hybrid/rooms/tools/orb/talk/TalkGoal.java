package coach.hybrid.rooms.tools.orb.talk;

/**
 * How much and how readily the orb talks.
 *
 * @param sharePercent of all talk that should be its own; it stays within a quarter of that
 * @param pauseMillis the shortest silence it takes for an invitation, while it has said too little
 * @param longPauseMillis the same, while it has said enough
 * @param restMillis how long it keeps quiet after its own words, whatever happens
 */
public record TalkGoal(int sharePercent, int pauseMillis, int longPauseMillis, int restMillis) {
  /** The middle of seed 000's 10–15 %. */
  public static final TalkGoal DEFAULT = new TalkGoal(12, 480, 1_500, 6_000);

  public TalkGoal withShare(int percent) {
    return new TalkGoal(percent, pauseMillis, longPauseMillis, restMillis);
  }
}
