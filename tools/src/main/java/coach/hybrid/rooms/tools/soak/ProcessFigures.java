package coach.hybrid.rooms.tools.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says about one process at one moment (Linux).
 *
 * @param proportionalKilobytes resident, with pages shared by several processes counted in parts
 * @param files open descriptors
 * @param cpuMillis user and system time so far
 */
record ProcessFigures(
    long residentKilobytes, long proportionalKilobytes, int threads, int files, long cpuMillis) {
  private static final long MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux there is.

  /** Null if there is no such process any more. */
  static @Nullable ProcessFigures of(long pid) {
    Path proc = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
      List<String> memory = Files.readAllLines(proc.resolve("smaps_rollup"));
      List<String> status = Files.readAllLines(proc.resolve("status"));
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return new ProcessFigures(
          number(memory, "Rss:"),
          number(memory, "Pss:"),
          (int) number(status, "Threads:"),
          (int) descriptors.count(),
          (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
    } catch (IOException e) {
      return null;
    }
  }

  private static long number(List<String> lines, String name) throws IOException {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("the kernel does not say " + name);
  }

  /** Busy time of all cores together since the machine started. */
  static long machineBusyMillis() throws IOException {
    String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+", -1);
    long ticks = 0;
    for (int i = 1; i < fields.length; i++) {
      boolean idle = i == 4 || i == 5;
      boolean guest = i > 8; // Counted in user time already.
      ticks += idle || guest ? 0 : Long.parseLong(fields[i]);
    }
    return ticks * MILLIS_PER_TICK;
  }
}
