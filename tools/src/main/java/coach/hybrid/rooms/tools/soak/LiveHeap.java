package coach.hybrid.rooms.tools.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What is really alive on another JVM's heap: resident memory also holds garbage that no collector
 * has met yet.
 */
final class LiveHeap {
  private static final int LIMIT_SECONDS = 60;

  private LiveHeap() {}

  /**
   * Makes that JVM collect everything once. The answer goes to a file: that JVM stands still until
   * it is written. Nothing if it does not answer.
   */
  static OptionalLong kilobytes(long pid) throws InterruptedException {
    if (pid == ProcessHandle.current().pid()) {
      return ourOwn();
    }
    try {
      Path answer = Files.createTempFile("live-heap", ".txt");
      try {
        Process process =
            new ProcessBuilder(
                    System.getProperty("java.home") + "/bin/jcmd",
                    Long.toString(pid),
                    "GC.class_histogram")
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return OptionalLong.empty();
        }
        return total(Files.readString(answer).strip());
      } finally {
        Files.delete(answer);
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong total(String histogram) {
    String last = histogram.substring(histogram.lastIndexOf('\n') + 1);
    if (!last.startsWith("Total")) {
      return OptionalLong.empty();
    }
    String[] words = last.split("\\s+", -1);
    return OptionalLong.of(Long.parseLong(words[words.length - 1]) / 1_024);
  }

  private static OptionalLong ourOwn() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return OptionalLong.of(memory.getHeapMemoryUsage().getUsed() / 1_024);
  }
}
