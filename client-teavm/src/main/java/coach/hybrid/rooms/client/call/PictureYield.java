package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.LinkQuality;

/**
 * Decides how much picture a link may carry, from how well the other end hears us: the picture
 * gives way to the voice, and comes back when that holds.
 */
final class PictureYield {
  /** What a step down does shows only after so long: the other end's meter is slow on purpose. */
  static final int STEP_MILLIS = 6_000;

  static final int FIRST_HOLD_MILLIS = 10_000;
  static final int LAST_HOLD_MILLIS = 60_000;
  static final int RELAPSE_MILLIS = 30_000;

  private static final int NEVER = -1;

  private static final SendLimit[] STEPS = {
    SendLimit.FULL, SendLimit.LESS, SendLimit.LEAST, SendLimit.NONE
  };

  private static final int LEAST = 2;
  private static final int NONE = 3;

  private int step;
  private LinkQuality quality = LinkQuality.GOOD;
  private int since;
  private int raisedAt = NEVER;
  private int holdMillis = FIRST_HOLD_MILLIS;

  /** Without any picture it was as bad: the picture is not to blame. */
  private boolean blameless;

  /** A link that is lost says nothing about pictures. */
  SendLimit tick(int nowMillis, LinkQuality theirs) {
    if (theirs == LinkQuality.LOST) {
      return STEPS[step];
    }
    boolean turned = quality != theirs;
    if (turned) {
      quality = theirs;
      since = nowMillis;
      relapse(nowMillis);
    }
    if (theirs == LinkQuality.POOR && (turned || nowMillis - since >= STEP_MILLIS)) {
      lower(nowMillis);
    } else if (theirs == LinkQuality.GOOD && step > 0 && nowMillis - since >= holdMillis) {
      blameless = false;
      raise(nowMillis);
    }
    return STEPS[step];
  }

  /** What got worse soon after it was raised has to hold longer before it is raised again. */
  private void relapse(int nowMillis) {
    if (quality == LinkQuality.POOR) {
      boolean soon = raisedAt != NEVER && nowMillis - raisedAt < RELAPSE_MILLIS;
      holdMillis = soon ? Math.min(holdMillis * 2, LAST_HOLD_MILLIS) : FIRST_HOLD_MILLIS;
    }
  }

  private void lower(int nowMillis) {
    since = nowMillis;
    if (step == NONE) {
      blameless = true;
      step = LEAST;
    } else if (step < LEAST || !blameless) {
      step++;
    }
  }

  private void raise(int nowMillis) {
    since = nowMillis;
    raisedAt = nowMillis;
    step--;
  }
}
