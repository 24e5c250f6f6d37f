package coach.hybrid.rooms.client.call;

/**
 * When a link that is on the relay is trusted to ICE again: as soon as that brings media for long
 * enough, and with them the picture that the relay shows. A browser that begins to decode in the
 * middle waits for a key frame, and nobody should watch it wait.
 */
final class WayBack {
  /** So long media have to come by ICE before the relay is left. */
  static final int FIRST_HOLD_MILLIS = 1_000;

  static final int LAST_HOLD_MILLIS = 15_000;

  /** A path that broke within this time after it was taken has to hold longer the next time. */
  static final int DISTRUST_MILLIS = 30_000;

  /** A picture that has not come by then is not to be expected. */
  static final int PICTURE_MILLIS = 4_000;

  private static final int NEVER = -1;

  private int holdMillis = FIRST_HOLD_MILLIS;
  private int fineSince = NEVER;
  private int framesBefore;

  /** Another network: what was learned of the one before does not hold. */
  void forget() {
    holdMillis = FIRST_HOLD_MILLIS;
  }

  /** ICE is left, after it has carried the link for so long. */
  void begin(int carriedMillis) {
    holdMillis =
        carriedMillis < DISTRUST_MILLIS
            ? Math.min(holdMillis * 2, LAST_HOLD_MILLIS)
            : FIRST_HOLD_MILLIS;
    fineSince = NEVER;
  }

  /** ICE brings nothing now, or has not since the last time. */
  void interrupt() {
    fineSince = NEVER;
  }

  /**
   * ICE brings media.
   *
   * @param frames that were decoded so far
   */
  void resume(int nowMillis, int frames) {
    if (fineSince == NEVER) {
      fineSince = nowMillis;
      framesBefore = frames;
    }
  }

  /**
   * Whether to go.
   *
   * @param hurries the relay brings nothing any more
   * @param seesPicture the relay shows one that moves
   */
  boolean isOpen(int nowMillis, boolean hurries, boolean seesPicture, int frames) {
    int held = nowMillis - fineSince;
    boolean ready = !seesPicture || frames != framesBefore || held >= PICTURE_MILLIS;
    return hurries ? held >= FIRST_HOLD_MILLIS : ready && held >= holdMillis;
  }
}
