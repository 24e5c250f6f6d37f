package coach.hybrid.rooms.tools.soak;

import java.util.Collection;
import java.util.Locale;

/** What every process came to cost, as a table. */
final class ProcessTable {
  private ProcessTable() {}

  static String of(Collection<Series> processes, double fromMinute) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-9s %15s %9s %8s %15s %14s %12s %6s%n",
            "process",
            "RSS MB",
            "growth",
            "MB/h",
            "live heap MB",
            "threads (max)",
            "files",
            "CPU"));
    processes.forEach(one -> text.append(row(one, fromMinute)));
    return text.toString();
  }

  private static String row(Series one, double fromMinute) {
    Series.Trend memory = one.trend(fromMinute, ProcessFigures::residentKilobytes);
    Series.Trend threads = one.trend(fromMinute, ProcessFigures::threads);
    Series.Trend files = one.trend(fromMinute, ProcessFigures::files);
    return String.format(
        Locale.ROOT,
        "%-9s %6.1f -> %5.1f %+8.1f %+8.1f %6.1f -> %5.1f %4.0f -> %2.0f (%2.0f) %4.0f -> %4.0f"
            + " %4.0f %%%n",
        one.name(),
        memory.start() / 1_024,
        memory.end() / 1_024,
        memory.growth() / 1_024,
        memory.perHour() / 1_024,
        one.liveKilobytesAtStart() / 1_024.0,
        one.liveKilobytesAtEnd() / 1_024.0,
        threads.start(),
        threads.end(),
        threads.max(),
        files.start(),
        files.end(),
        one.cpuPercent(fromMinute));
  }
}
