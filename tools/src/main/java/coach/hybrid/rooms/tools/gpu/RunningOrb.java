package coach.hybrid.rooms.tools.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One orb's process and everything it started. Safe from any thread. */
final class RunningOrb {
  private static final Duration TERM_PATIENCE = Duration.ofSeconds(5);

  private final String orbId;
  private final Process process;

  RunningOrb(String orbId, Process process) {
    this.orbId = orbId;
    this.process = process;
  }

  String orbId() {
    return orbId;
  }

  long processId() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  void whenEnded(Runnable then) {
    var _ = process.onExit().thenRun(then);
  }

  /** Asks it to go, and makes it go; returns when nothing of it is left. */
  void terminate() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(TERM_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Of a core, over its whole life; null if it cannot be told. */
  @Nullable Double cpuPercent() {
    var info = process.toHandle().info();
    if (info.totalCpuDuration().isEmpty() || info.startInstant().isEmpty()) {
      return null;
    }
    long lived = System.currentTimeMillis() - info.startInstant().get().toEpochMilli();
    return Math.floor(100.0 * info.totalCpuDuration().get().toMillis() / Math.max(1, lived));
  }

  /** What it holds of the machine's memory; null where no /proc is. */
  @Nullable Double memoryMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Math.floor(Double.parseDouble(line.replaceAll("\\D+", "")) / 1_024);
        }
      }
      return null;
    } catch (IOException e) {
      return null; // It has just ended.
    }
  }
}
