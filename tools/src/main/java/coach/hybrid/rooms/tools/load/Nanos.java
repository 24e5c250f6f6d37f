package coach.hybrid.rooms.tools.load;

import java.util.Arrays;

/** Measured times, all of them, so that percentiles are exact. */
final class Nanos {
  private long[] values = new long[4_096];
  private int count;

  void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = nanos;
  }

  int count() {
    return count;
  }

  /** In milliseconds; NaN if nothing was measured. */
  double percentileMillis(double percent) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1L, (long) (count * percent / 100))] / 1e6;
  }
}
