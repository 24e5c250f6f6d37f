package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.LinkPath;

/**
 * When ICE of one link is restarted: soon in trouble and less and less often then, and now and then
 * on a link that is well but goes by TURN. A browser that has found some pair of candidates stays
 * with it, even if a better one came a moment later or a firewall was opened since.
 */
final class RestartClock {
  static final int FIRST_RESTART_MILLIS = 5_000;

  /** The side that made the first offer restarts first; the other only if that does not happen. */
  static final int SECOND_SIDE_MILLIS = 2_000;

  static final int FIRST_BACK_OFF_MILLIS = 5_000;
  static final int LAST_BACK_OFF_MILLIS = 30_000;

  /** Between two restarts, whoever asks for the second. */
  static final int RESTART_GAP_MILLIS = 2_500;

  /** On a path that could be better; the old one carries on meanwhile, so nobody hears it. */
  static final int FIRST_CLIMB_MILLIS = 8_000;

  static final int LAST_CLIMB_MILLIS = 120_000;

  private static final int NEVER = -1;

  private final boolean offersFirst;
  private int nextAt;
  private int lastAt = NEVER;
  private int backOffMillis = FIRST_BACK_OFF_MILLIS;
  private boolean now;
  private int climbBackOffMillis = FIRST_CLIMB_MILLIS;
  private int climbAt = NEVER;
  private int repairs;

  RestartClock(boolean offersFirst) {
    this.offersFirst = offersFirst;
  }

  /** The first description went out. */
  void described(int nowMillis) {
    nextAt = nowMillis + FIRST_RESTART_MILLIS + patience();
  }

  /** An offer came: the other end restarts, and we need not. */
  void offered(int nowMillis) {
    nextAt = Math.max(nextAt, nowMillis + FIRST_BACK_OFF_MILLIS);
  }

  /** Trouble began; a page that slept waits for nobody. */
  void troubled(int nowMillis, boolean slept) {
    nextAt = nowMillis + (slept ? 0 : patience());
  }

  void recovered() {
    backOffMillis = FIRST_BACK_OFF_MILLIS;
  }

  /** The other end is in trouble: whoever offers first acts at once. */
  void ask(int nowMillis) {
    now |= offersFirst && may(nowMillis);
  }

  /** What was learned of the network before does not hold. */
  void networkChanged(boolean begun) {
    now = begun;
    lastAt = NEVER;
    backOffMillis = FIRST_BACK_OFF_MILLIS;
    climbBackOffMillis = FIRST_CLIMB_MILLIS;
    climbAt = NEVER;
  }

  private int patience() {
    return offersFirst ? 0 : SECOND_SIDE_MILLIS;
  }

  private boolean may(int nowMillis) {
    return lastAt == NEVER || nowMillis - lastAt >= RESTART_GAP_MILLIS;
  }

  /** Whether to restart now, on a link that is not well. */
  boolean repairs(int nowMillis, boolean inTrouble) {
    climbAt = NEVER;
    boolean due = now || (inTrouble && nowMillis >= nextAt);
    if (!due || !may(nowMillis)) {
      return false;
    }
    now = false;
    lastAt = nowMillis;
    nextAt = nowMillis + backOffMillis;
    backOffMillis = Math.min(backOffMillis * 2, LAST_BACK_OFF_MILLIS);
    repairs++;
    return true;
  }

  /** Whether to restart now, on a link that is well by this path. */
  boolean climbs(int nowMillis, LinkPath path) {
    if (now) {
      return repairs(nowMillis, false);
    }
    if (!offersFirst || path == LinkPath.DIRECT) {
      climbAt = NEVER;
      climbBackOffMillis = FIRST_CLIMB_MILLIS;
      return false;
    }
    if (climbAt == NEVER) {
      climbAt = nowMillis + climbBackOffMillis;
    }
    if (nowMillis < climbAt || !may(nowMillis)) {
      return false;
    }
    lastAt = nowMillis;
    climbBackOffMillis = Math.min(climbBackOffMillis * 2, LAST_CLIMB_MILLIS);
    climbAt = nowMillis + climbBackOffMillis;
    return true;
  }

  /** Restarts that trouble made necessary, since the link began. */
  int repairs() {
    return repairs;
  }
}
