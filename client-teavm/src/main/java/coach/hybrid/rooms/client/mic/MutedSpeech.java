package coach.hybrid.rooms.client.mic;

/** Notices somebody who talks into a muted microphone, once for each time they mute. */
public final class MutedSpeech {
  static final int PATIENCE_MILLIS = 1_000;

  private boolean counting;
  private int sinceMillis;
  private boolean told;

  /**
   * Takes what is true now.
   *
   * @return true once, when it is time to say so
   */
  public boolean update(boolean muted, boolean speaking, int nowMillis) {
    told &= muted;
    if (!muted || !speaking) {
      counting = false;
      return false;
    }
    if (!counting) {
      counting = true;
      sinceMillis = nowMillis;
    }
    if (told || nowMillis - sinceMillis < PATIENCE_MILLIS) {
      return false;
    }
    told = true;
    return true;
  }
}
