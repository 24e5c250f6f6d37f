package coach.hybrid.rooms.client.mic;

/**
 * Hears from levels alone whether somebody speaks: against a noise floor that learns the room, with
 * a higher bar to begin than to go on, and a short wait before it calls a pause the end.
 *
 * <p>The floor follows the quietest moment of each two seconds: speech has gaps, a fan has none.
 */
public final class VoiceActivity {
  /** How long a pause may be without ending the speech. */
  static final int HANG_MILLIS = 400;

  private static final int LOUD_UPDATES_TO_BEGIN = 2;
  private static final int QUIETEST_SPEECH = 12;
  private static final int QUIETEST_TAIL = 8;
  private static final int HIGHEST_FLOOR = 80;
  private static final int WINDOW_MILLIS = 2_000;

  private int floor = 4;
  private int quietest = HIGHEST_FLOOR;
  private int windowStartMillis;
  private int loudUpdates;
  private int lastLoudMillis;
  private boolean speaking;

  /**
   * Takes the level of the last 50 ms or so.
   *
   * @param level root mean square, in per mille of full scale
   * @return whether somebody is speaking now
   */
  public boolean update(int level, int nowMillis) {
    int bar =
        speaking
            ? Math.max(QUIETEST_TAIL, floor * 8 / 5 + 3)
            : Math.max(QUIETEST_SPEECH, floor * 5 / 2 + 5);
    if (level >= bar) {
      loudUpdates++;
      lastLoudMillis = nowMillis;
      speaking |= loudUpdates >= LOUD_UPDATES_TO_BEGIN;
    } else {
      loudUpdates = 0;
      speaking &= nowMillis - lastLoudMillis < HANG_MILLIS;
    }
    learn(level, nowMillis);
    return speaking;
  }

  public boolean isSpeaking() {
    return speaking;
  }

  /** Falls at once, and rises halfway to the quietest level of each window. */
  private void learn(int level, int nowMillis) {
    floor = Math.min(floor, level);
    quietest = Math.min(quietest, level);
    if (nowMillis - windowStartMillis >= WINDOW_MILLIS) {
      floor = (floor + quietest + 1) / 2;
      quietest = HIGHEST_FLOOR;
      windowStartMillis = nowMillis;
    }
  }
}
