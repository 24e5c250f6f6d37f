package coach.hybrid.rooms.tools.load;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server on one core of its own, and what the kernel says about its use of it (Linux). */
final class ServerProcess implements AutoCloseable {
  private static final long MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux there is.
  private static final int START_SECONDS = 30;

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Returns once something listens on that port. */
  static ServerProcess start(
      List<String> command, Map<String, String> environment, int port, File log)
      throws IOException, InterruptedException {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
    pinned.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(pinned).redirectErrorStream(true);
    builder.redirectOutput(log);
    builder.environment().putAll(environment);
    ServerProcess server = new ServerProcess(builder.start());
    for (int i = 0; i < START_SECONDS * 10; i++) {
      if (!server.process.isAlive()) {
        break;
      }
      if (isOpen(port)) {
        return server;
      }
      Thread.sleep(100);
    }
    server.close();
    throw new IOException(command.getFirst() + " did not start, see " + log);
  }

  private static boolean isOpen(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false; // Not yet.
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }

  /** User and system time so far. */
  long cpuMillis() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
  }

  long residentKilobytes() throws IOException {
    for (String line : Files.readAllLines(proc("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("the kernel does not say what process " + process.pid() + " holds");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
