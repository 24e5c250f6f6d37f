package coach.hybrid.rooms.client.mic;

/** Notices a microphone that gives nothing at all: muted by its own switch, or the wrong one. */
public final class SilenceWatch {
  static final int PATIENCE_MILLIS = 6_000;

  /** Even a quiet room is louder than a switch turned off. */
  private static final int DEAD_LEVEL = 0;

  private boolean started;
  private int lastHeardMillis;

  /**
   * Takes a level in per mille.
   *
   * @return whether the microphone has been dead for long
   */
  public boolean update(int level, int nowMillis) {
    if (!started || level > DEAD_LEVEL) {
      started = true;
      lastHeardMillis = nowMillis;
    }
    return nowMillis - lastHeardMillis >= PATIENCE_MILLIS;
  }

  /** Another microphone was chosen: it gets its own chance. */
  public void reset() {
    started = false;
  }
}
