package coach.hybrid.rooms.server.orb.process;

import coach.hybrid.rooms.server.orb.OrbCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tree of processes takes, from one measuring to the next (seed 003, getOrbMetrics). */
final class CostMeter {
  private static final String RESIDENT = "VmRSS:";

  // Guarded by this.
  private long lastNanos = System.nanoTime();
  private Duration lastCpu = Duration.ZERO;

  /** Null where the operating system does not tell. */
  synchronized @Nullable OrbCost measure(Set<ProcessHandle> tree) {
    Duration cpu = Duration.ZERO;
    long kilobytes = 0;
    for (ProcessHandle process : tree) {
      cpu = cpu.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
      kilobytes += residentKilobytes(process.pid());
    }
    if (kilobytes == 0) {
      return null;
    }
    long nanos = System.nanoTime();
    long elapsed = Math.max(1, nanos - lastNanos);
    long used = Math.max(0, cpu.minus(lastCpu).toNanos());
    lastNanos = nanos;
    lastCpu = cpu;
    return new OrbCost((int) (used * 100 / elapsed), (int) (kilobytes / 1_024));
  }

  private static long residentKilobytes(long processId) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + processId + "/status"))) {
        if (line.startsWith(RESIDENT)) {
          String number = line.substring(RESIDENT.length()).replace("kB", "").strip();
          return Long.parseLong(number);
        }
      }
    } catch (IOException e) {
      return 0; // It has just ended, or this is another kind of system.
    }
    return 0;
  }
}
