package coach.hybrid.rooms.tools.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One process over the whole soak. Touched by the sampling thread only. */
final class Series {
  /** One look at it. */
  record Sample(double minute, ProcessFigures figures, double cpuPercent) {}

  /** A straight line through the samples after the warm-up. */
  record Trend(double start, double end, double growth, double perHour, double max) {}

  private final String name;
  private final long pid;
  private final List<Sample> samples = new ArrayList<>();
  private long liveKilobytesAtStart = -1;
  private long liveKilobytesAtEnd = -1;

  Series(String name, long pid) {
    this.name = name;
    this.pid = pid;
  }

  String name() {
    return name;
  }

  long pid() {
    return pid;
  }

  Sample add(double minute, ProcessFigures figures) {
    double percent = 0;
    if (!samples.isEmpty()) {
      Sample last = samples.getLast();
      double millis = (minute - last.minute()) * 60_000;
      percent = 100 * (figures.cpuMillis() - last.figures().cpuMillis()) / Math.max(1, millis);
    }
    Sample sample = new Sample(minute, figures, percent);
    samples.add(sample);
    return sample;
  }

  void live(long kilobytes) {
    if (liveKilobytesAtStart < 0) {
      liveKilobytesAtStart = kilobytes;
    } else {
      liveKilobytesAtEnd = kilobytes;
    }
  }

  long liveKilobytesAtStart() {
    return liveKilobytesAtStart;
  }

  long liveKilobytesAtEnd() {
    return liveKilobytesAtEnd;
  }

  double cpuPercent(double fromMinute) {
    return samples.stream()
        .filter(sample -> sample.minute() > fromMinute)
        .mapToDouble(Sample::cpuPercent)
        .average()
        .orElse(0);
  }

  /** Least squares over what came from that minute on. */
  Trend trend(double fromMinute, ToDoubleFunction<ProcessFigures> figure) {
    List<Sample> used = samples.stream().filter(sample -> sample.minute() >= fromMinute).toList();
    if (used.isEmpty()) {
      return new Trend(0, 0, 0, 0, 0);
    }
    double meanX = used.stream().mapToDouble(Sample::minute).average().orElse(0);
    double meanY =
        used.stream().mapToDouble(s -> figure.applyAsDouble(s.figures())).average().orElse(0);
    double xx = 0;
    double xy = 0;
    double max = 0;
    for (Sample sample : used) {
      double x = sample.minute() - meanX;
      double value = figure.applyAsDouble(sample.figures());
      xx += x * x;
      xy += x * (value - meanY);
      max = Math.max(max, value);
    }
    double perMinute = xx == 0 ? 0 : xy / xx;
    double minutes = used.getLast().minute() - used.getFirst().minute();
    return new Trend(
        figure.applyAsDouble(used.getFirst().figures()),
        figure.applyAsDouble(used.getLast().figures()),
        perMinute * minutes,
        perMinute * 60,
        max);
  }
}
