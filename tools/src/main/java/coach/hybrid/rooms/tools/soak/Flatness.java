package coach.hybrid.rooms.tools.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much a process may grow after the warm-up, by the straight line through what was seen. */
final class Flatness {
  private static final double MOST_PART = 0.10;
  private static final double MOST_KILOBYTES = 12 * 1_024;
  private static final double MOST_THREADS = 2;
  private static final double MOST_FILES = 10;

  private Flatness() {}

  /** What is wrong with it; memory may grow by a tenth or by 12 MB, whichever is more. */
  static List<String> faults(Series one, double fromMinute) {
    List<String> faults = new ArrayList<>();
    Series.Trend memory = one.trend(fromMinute, ProcessFigures::residentKilobytes);
    check(faults, one, "KB", memory, Math.max(MOST_KILOBYTES, MOST_PART * memory.start()));
    check(faults, one, "threads", one.trend(fromMinute, ProcessFigures::threads), MOST_THREADS);
    check(faults, one, "files", one.trend(fromMinute, ProcessFigures::files), MOST_FILES);
    return faults;
  }

  private static void check(
      List<String> faults, Series one, String what, Series.Trend trend, double most) {
    if (trend.growth() > most) {
      faults.add(
          String.format(Locale.ROOT, "%s grows by %.0f %s", one.name(), trend.growth(), what));
    }
  }
}
