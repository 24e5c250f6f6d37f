package coach.hybrid.rooms.tools.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was seen, and whether it is good enough. Touched by the sampling thread, but for
 * {@link #fault}, which anybody calls.
 */
final class SoakLedger {
  private static final double WARM_UP_MINUTES = 2;
  static final String PEOPLE = "people";
  private static final int MOST_FAULTS_SHOWN = 20;

  private final Path processRows;
  private final Path linkRows;
  private final double warmUpMinutes;
  private final Map<String, Series> series = new LinkedHashMap<>();
  private final Map<String, LinkFigures> before = new LinkedHashMap<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final List<Double> machinePercents = new ArrayList<>();
  private double lastMinute;
  private long lastBusyMillis;
  private long looks;
  private long linksLooked;
  private long linksAlive;
  private double worstConcealedPercent;
  private long concealed;
  private long samples;
  private int[] turns = {};
  private int captions;

  SoakLedger(Path folder, int minutes) throws IOException {
    processRows = folder.resolve("processes.csv");
    linkRows = folder.resolve("links.csv");
    warmUpMinutes = Math.min(WARM_UP_MINUTES, minutes / 3.0);
    Files.writeString(processRows, "minute,process,pid,rss_kb,pss_kb,threads,files,cpu_percent\n");
    Files.writeString(linkRows, "minute,link,packets,samples,concealed,loud,frames\n");
  }

  double warmUpMinutes() {
    return warmUpMinutes;
  }

  /** Any thread. */
  void fault(String what) {
    faults.add(what);
    System.out.println("FAULT " + what);
  }

  void orphans(int count) {
    if (count > 0) {
      fault(count + " orbs outlived their rooms");
    }
  }

  /** Asks each JVM what is alive on its heap. */
  void live(Map<String, Long> processes) throws InterruptedException {
    for (Map.Entry<String, Long> process : processes.entrySet()) {
      Series one = series.get(process.getKey() + "#" + process.getValue());
      if (one != null) {
        LiveHeap.kilobytes(process.getValue()).ifPresent(one::live);
      }
    }
  }

  /** One look at everything. */
  void look(
      double minute,
      Map<String, Long> processes,
      Map<String, LinkFigures> links,
      int[] orbTurns,
      int captionsSoFar)
      throws IOException {
    turns = orbTurns;
    captions = captionsSoFar;
    StringBuilder rows = new StringBuilder();
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%5.1f min", minute));
    double orbMegabytes = 0;
    double orbPercent = 0;
    for (Map.Entry<String, Long> process : processes.entrySet()) {
      String name = process.getKey();
      Series.Sample sample = look(minute, name, process.getValue(), rows);
      if (sample == null) {
        continue;
      }
      double megabytes = sample.figures().residentKilobytes() / 1_024.0;
      if (name.startsWith("orb")) {
        orbMegabytes += megabytes;
        orbPercent += sample.cpuPercent();
      } else {
        line.append(
            String.format(
                Locale.ROOT, "  %s %.0f MB %.0f %%", name, megabytes, sample.cpuPercent()));
      }
    }
    line.append(String.format(Locale.ROOT, "  orbs %.0f MB %.0f %%", orbMegabytes, orbPercent));
    Files.writeString(processRows, rows, StandardOpenOption.APPEND);
    line.append(machine(minute));
    if (looks++ > 0) {
      line.append(links(minute, links));
    }
    before.clear();
    before.putAll(links);
    lastMinute = minute;
    System.out.println(line.append("  turns ").append(Arrays.stream(orbTurns).sum()));
  }

  private Series.@Nullable Sample look(double minute, String name, long pid, StringBuilder rows) {
    ProcessFigures figures = ProcessFigures.of(pid);
    if (figures == null) {
      fault(name + " is gone");
      return null;
    }
    Series one = series.computeIfAbsent(name + "#" + pid, _ -> new Series(name, pid));
    Series.Sample sample = one.add(minute, figures);
    rows.append(
        String.format(
            Locale.ROOT,
            "%.2f,%s,%d,%d,%d,%d,%d,%.1f%n",
            minute,
            name,
            pid,
            figures.residentKilobytes(),
            figures.proportionalKilobytes(),
            figures.threads(),
            figures.files(),
            sample.cpuPercent()));
    return sample;
  }

  private String machine(double minute) throws IOException {
    long busy = ProcessFigures.machineBusyMillis();
    String text = "";
    if (looks > 0) {
      double percent = 100 * (busy - lastBusyMillis) / ((minute - lastMinute) * 60_000);
      machinePercents.add(percent);
      text = String.format(Locale.ROOT, "  machine %.0f %%", percent);
    }
    lastBusyMillis = busy;
    return text;
  }

  private String links(double minute, Map<String, LinkFigures> links) throws IOException {
    StringBuilder rows = new StringBuilder();
    int alive = 0;
    double worst = 0;
    for (Map.Entry<String, LinkFigures> link : links.entrySet()) {
      LinkFigures news =
          link.getValue().since(before.getOrDefault(link.getKey(), LinkFigures.NOTHING));
      boolean good = alive(link.getKey(), news, minute - lastMinute);
      if (!good) {
        fault(
            String.format(Locale.ROOT, "%s was dead at %.1f min: %s", link.getKey(), minute, news));
      }
      alive += good ? 1 : 0;
      worst = Math.max(worst, news.concealedPercent());
      concealed += news.concealed();
      samples += news.samples();
      rows.append(
          String.format(
              Locale.ROOT,
              "%.2f,%s,%d,%d,%d,%d,%d%n",
              minute,
              link.getKey(),
              news.packets(),
              news.samples(),
              news.concealed(),
              news.loud(),
              news.frames()));
    }
    Files.writeString(linkRows, rows, StandardOpenOption.APPEND);
    linksLooked += links.size();
    linksAlive += alive;
    worstConcealedPercent = Math.max(worstConcealedPercent, worst);
    return String.format(
        Locale.ROOT, "  alive %d/%d, concealed at most %.1f %%", alive, links.size(), worst);
  }

  /** A person speaks once a cycle and must have been heard; an orb need not speak, but be seen. */
  private static boolean alive(String link, LinkFigures news, double minutes) {
    boolean due = minutes * 60_000 > SoakRoom.CYCLE_MILLIS;
    boolean shown = link.endsWith(Human.ORB) ? news.frames() > 0 : news.loud() > 0 || !due;
    return news.packets() > 0 && shown;
  }

  String report() {
    return ProcessTable.of(series.values(), warmUpMinutes)
        + String.format(
            Locale.ROOT,
            "%nmachine busy %.0f %% of 200; links alive %d of %d looks; sound concealed %.2f %% in"
                + " all, %.1f %% in the worst half minute of a link%norb turns %s, captions %d%n",
            machinePercents.stream().mapToDouble(Double::doubleValue).average().orElse(0),
            linksAlive,
            linksLooked,
            samples == 0 ? 0 : 100.0 * concealed / samples,
            worstConcealedPercent,
            Arrays.toString(turns),
            captions);
  }

  private List<String> growing() {
    List<String> growing = new ArrayList<>();
    for (Series one : series.values()) {
      if (!one.name().equals(PEOPLE)) { // They are not what is tested.
        growing.addAll(Flatness.faults(one, warmUpMinutes));
      }
    }
    for (int i = 0; i < turns.length; i++) {
      if (turns[i] == 0) {
        growing.add("the orb of room " + (i + 1) + " never spoke");
      }
    }
    return growing;
  }

  boolean passed() {
    return faults.isEmpty() && growing().isEmpty();
  }

  String verdict() {
    StringBuilder text = new StringBuilder();
    growing().forEach(what -> text.append("FAULT ").append(what).append('\n'));
    if (!faults.isEmpty()) {
      text.append(faults.size()).append(" faults, the first of them:\n");
      faults.stream()
          .limit(MOST_FAULTS_SHOWN)
          .forEach(what -> text.append("  ").append(what).append('\n'));
    }
    return text.append(passed() ? "everything flat, every link alive, no orphan" : "FAILED")
        .toString();
  }
}
