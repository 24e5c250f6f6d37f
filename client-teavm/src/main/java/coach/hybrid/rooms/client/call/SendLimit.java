package coach.hybrid.rooms.client.call;

/** How much picture goes out on a link whose other end hears us; sound is never limited. */
public enum SendLimit {
  /** All that the network carries. */
  FULL(0, 1, 0),

  /** Half as wide and high. */
  LESS(300_000, 2, 15),

  /** A quarter, a few frames a second. */
  LEAST(100_000, 4, 8),

  /** No camera at all; a shared screen goes on, slowly. */
  NONE(100_000, 4, 2);

  private final int bitsPerSecond;
  private final int shrink;
  private final int framesPerSecond;

  SendLimit(int bitsPerSecond, int shrink, int framesPerSecond) {
    this.bitsPerSecond = bitsPerSecond;
    this.shrink = shrink;
    this.framesPerSecond = framesPerSecond;
  }

  /** 0 for no limit. */
  public int bitsPerSecond() {
    return bitsPerSecond;
  }

  /** By how much width and height are divided. */
  public int shrink() {
    return shrink;
  }

  /** 0 for no limit. */
  public int framesPerSecond() {
    return framesPerSecond;
  }
}
