package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.tools.load.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@link OrbBench} measured: medians and 95th percentiles in milliseconds, beside goals. */
final class OrbFigures {
  private static final Map<String, Integer> MEDIAN_GOALS =
      Map.of("pcm to page", 80, "sentence to answer", 800, "… heard to mouth silent", 200);

  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  void add(String what, double value) {
    figures.computeIfAbsent(what, _ -> new ArrayList<>()).add(value);
  }

  String table() {
    StringBuilder table = new StringBuilder();
    row(table, "ms", "rounds", "median", "p95", "least", "most", "goal");
    row(table, "---", "---", "---", "---", "---", "---", "---");
    figures.forEach((what, values) -> {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      Integer goal = MEDIAN_GOALS.get(what);
      row(
          table,
          what,
          Integer.toString(sorted.length),
          number(quantile(sorted, 0.5)),
          number(quantile(sorted, 0.95)),
          number(sorted[0]),
          number(sorted[sorted.length - 1]),
          goal == null ? "" : "< " + goal);
    });
    return table.toString();
  }

  private static void row(StringBuilder table, String... cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** By the nearest rank; the middle of two for a median. */
  static double quantile(double[] sorted, double part) {
    if (part == 0.5 && sorted.length % 2 == 0) {
      return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
    return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
  }

  static String machine() throws IOException, InterruptedException {
    return Machine.words(
        Runtime.getRuntime().availableProcessors()
            + " cores, load "
            + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0],
        List.of(
            Machine.version("/usr/bin/chromium", "--version"),
            Machine.version("espeak-ng", "--version").replaceFirst(" *Data at.*", "")));
  }
}
