package coach.hybrid.rooms.tools.faults;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference GPU manager as a process of its own. */
final class ManagerProcess {
  private static final Pattern LISTENS = Pattern.compile("gpu-manager: on port (\\d+)");
  private static final int START_POLLS = 300;
  private static final long POLL_MILLIS = 100;

  private final Process process;
  private final URI address;

  private ManagerProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static ManagerProcess start(Path log, String key, Map<String, String> settings)
      throws IOException, InterruptedException {
    File output = log.toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "coach.hybrid.rooms.tools.gpu.GpuManager")
            .redirectErrorStream(true)
            .redirectOutput(output);
    for (String name : new String[] {"HEARTBEAT_INTERVAL", "ORB_FACE"}) {
      builder.environment().put(name, settings.getOrDefault(name, ""));
    }
    builder.environment().put("GPU_MANAGER_PORT", "0");
    builder.environment().put("GPU_MANAGER_API_KEY", key);
    Process process = builder.start();
    for (int i = 0; i < START_POLLS && process.isAlive(); i++) {
      Matcher line = LISTENS.matcher(Files.readString(log));
      if (line.find()) {
        return new ManagerProcess(process, URI.create("http://127.0.0.1:" + line.group(1)));
      }
      Thread.sleep(POLL_MILLIS);
    }
    process.destroyForcibly();
    throw new IOException("the manager did not start, see " + log);
  }

  URI address() {
    return address;
  }

  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
