package coach.hybrid.rooms.tools.load;

import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of both, as medians and their ratio. */
record Report(String machine, BenchPlan plan, Map<String, List<Round>> rounds) {
  private record Line(String title, ToDoubleFunction<Round> value) {}

  private static final List<Line> LINES =
      List.of(
          new Line("CPU per forwarded message, µs", Round::cpuMicrosPerMessage),
          new Line("forwarding p50, ms", Round::p50Millis),
          new Line("forwarding p99, ms", Round::p99Millis),
          new Line("joins per second", Round::joinsPerSecond),
          new Line("join at 150/s p50, ms", Round::joinP50Millis),
          new Line("join at 150/s p99, ms", Round::joinP99Millis),
          new Line("memory per idle connection, kB", Round::kilobytesPerConnection),
          new Line("memory in all, MB", Round::megabytes),
          new Line("lost, %", Round::lostPercent));

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  String table(String ours, String theirs) {
    StringBuilder table = new StringBuilder(machine).append('\n').append(plan).append("\n\n");
    table.append(
        String.format(Locale.ROOT, "%-32s %10s %10s %8s%n", "median", ours, theirs, "ratio"));
    for (Line line : LINES) {
      double left = median(rounds.getOrDefault(ours, List.of()), line.value());
      double right = median(rounds.getOrDefault(theirs, List.of()), line.value());
      if (Double.isNaN(left) || Double.isNaN(right)) {
        continue; // A plan without traffic.
      }
      table.append(
          String.format(
              Locale.ROOT, "%-32s %10.2f %10.2f %8.2f%n", line.title(), left, right, left / right));
    }
    return table.toString();
  }

  String json() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("machine", machine);
    body.put("plan", plan);
    body.put("rounds", rounds);
    return new GsonBuilder()
        .setPrettyPrinting()
        .serializeSpecialFloatingPointValues()
        .create()
        .toJson(body);
  }
}
