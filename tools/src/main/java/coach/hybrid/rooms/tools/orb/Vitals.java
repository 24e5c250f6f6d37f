package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.protocol.orb.OrbMetrics;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What this process costs, measured between two heartbeats. The orb's thread only. */
final class Vitals {
  private static final Path STATUS = Path.of("/proc/self/status");

  private long lastNanos = System.nanoTime();
  private long lastCpuNanos = cpuNanos();

  OrbMetrics measure(@Nullable Long latencyMillis) {
    long nanos = System.nanoTime();
    long cpuNanos = cpuNanos();
    double percent = 100.0 * (cpuNanos - lastCpuNanos) / Math.max(1, nanos - lastNanos);
    lastNanos = nanos;
    lastCpuNanos = cpuNanos;
    return new OrbMetrics(
        Math.round(percent * 10) / 10.0,
        residentMegabytes(),
        latencyMillis == null ? null : latencyMillis.doubleValue());
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** The whole process, what WebRTC holds outside the heap included; null where no /proc is. */
  private static @Nullable Double residentMegabytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Math.floor(Double.parseDouble(line.replaceAll("\\D+", "")) / 1_024);
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
