package coach.hybrid.rooms.client.relay;

/**
 * How much picture a link carries now. A bad second lowers it at once, good ones raise it again,
 * and the longer it takes the more often that went wrong: sound is never asked to make room.
 */
final class Pace {
  /** At most so large and so often, in so many bits. */
  record Level(int width, int height, int framesASecond, int kilobits) {
    boolean isAudioOnly() {
      return framesASecond == 0;
    }
  }

  /** Later than at its best by so much, what we send waits somewhere. */
  static final int LATE_MILLIS = 150;

  static final int VERY_LATE_MILLIS = 600;
  static final int FIRST_PATIENCE_SECONDS = 4;
  static final int MOST_PATIENCE_SECONDS = 64;

  /** What we said less of is seen only so much later. */
  private static final int SETTLE_SECONDS = 2;

  private static final Level[] LEVELS = {
    new Level(640, 480, 24, 600),
    new Level(640, 480, 15, 350),
    new Level(480, 360, 12, 200),
    new Level(320, 240, 10, 110),
    new Level(320, 240, 5, 60),
    new Level(0, 0, 0, 0),
  };

  private int at = 1;
  private int lost;
  private int lateMillis;
  private int wanted;
  private int heldBack;
  private int settling;
  private int calm;
  private int sinceRaise = MOST_PATIENCE_SECONDS;
  private int patience = FIRST_PATIENCE_SECONDS;

  Level level() {
    return LEVELS[at];
  }

  /** What the receiver says of the last second. */
  void hear(int lostFrames, int lateByMillis) {
    lost += lostFrames;
    lateMillis = Math.max(lateMillis, lateByMillis);
  }

  /** A picture was there; whether network or encoder were too busy for it. */
  void count(boolean wasHeldBack) {
    wanted++;
    if (wasHeldBack) {
      heldBack++;
    }
  }

  /**
   * Once a second.
   *
   * @return whether the level is another now
   */
  boolean tick() {
    boolean bad = lost > 0 || lateMillis >= LATE_MILLIS || heldBack * 3 > wanted;
    boolean veryBad = lateMillis >= VERY_LATE_MILLIS || (wanted > 3 && heldBack * 4 > wanted * 3);
    lost = 0;
    lateMillis = 0;
    wanted = 0;
    heldBack = 0;
    int before = at;
    sinceRaise++;
    if (settling > 0) {
      settling--;
    }
    if (bad) {
      worsen(veryBad);
    } else {
      improve();
    }
    return at != before;
  }

  private void worsen(boolean much) {
    calm = 0;
    if (settling > 0) {
      return;
    }
    if (at < LEVELS.length - 1 && sinceRaise <= FIRST_PATIENCE_SECONDS) {
      patience = Math.min(patience * 2, MOST_PATIENCE_SECONDS);
    }
    at = Math.min(at + (much ? 2 : 1), LEVELS.length - 1);
    settling = SETTLE_SECONDS;
  }

  private void improve() {
    calm++;
    if (calm >= MOST_PATIENCE_SECONDS) {
      patience = FIRST_PATIENCE_SECONDS;
    }
    if (at > 0 && calm >= patience) {
      at--;
      calm = 0;
      sinceRaise = 0;
    }
  }
}
