package coach.hybrid.rooms.client.stats;

/** One figure over the time of a session, as the {@code d} of an SVG path. */
public final class Chart {
  public static final int WIDTH = 240;
  public static final int HEIGHT = 32;

  /** Nothing was measured then. */
  public static final int NONE = -1;

  private Chart() {}

  /**
   * A line in steps, each as long as its value held, that breaks off where nothing was measured.
   *
   * @param until the second to which each value holds
   * @param most the value at the upper edge
   */
  public static String line(int[] until, int[] values, int most) {
    StringBuilder line = new StringBuilder();
    int end = until.length == 0 ? 0 : until[until.length - 1];
    int from = 0;
    boolean drawing = false;
    for (int i = 0; i < until.length && end > 0; i++) {
      int value = values[i];
      if (value != NONE) {
        int y = HEIGHT - 1 - Math.min(value, most) * (HEIGHT - 2) / Math.max(most, 1);
        line.append(drawing ? 'L' : 'M').append(from * WIDTH / end).append(' ').append(y);
        line.append('H').append(until[i] * WIDTH / end);
      }
      drawing = value != NONE;
      from = until[i];
    }
    return line.toString();
  }

  /** The highest value, at least {@code floor}. */
  public static int most(int[] values, int floor) {
    int most = floor;
    for (int value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  /** The last value, or {@link #NONE}. */
  public static int last(int[] values) {
    return values.length == 0 ? NONE : values[values.length - 1];
  }

  /** Tenths with their decimal, if there is one. */
  public static String tenths(int tenths) {
    return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
  }
}
