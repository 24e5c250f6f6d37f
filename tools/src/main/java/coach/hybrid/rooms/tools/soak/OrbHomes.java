package coach.hybrid.rooms.tools.soak;

import coach.hybrid.rooms.tools.service.ServiceProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The service and the GPU manager, each a process of its own, and the orbs that live by them. */
final class OrbHomes implements AutoCloseable {
  static final String API_KEY = "key-of-the-orb-soak";
  static final String JWT_SECRET = "secret-of-the-orb-soak-0123456789";
  private static final String MANAGER_KEY = "manager-key-of-the-orb-soak";
  private static final int STOP_SECONDS = 20;

  private final URI origin;
  private final ServiceProcess service;
  private final Process manager;

  /** Starts both; their logs go to that folder. */
  OrbHomes(Path launcher, Path folder, int rooms, Duration atMost)
      throws IOException, InterruptedException {
    Files.deleteIfExists(folder.resolve("service.log"));
    int port = freePort();
    int managerPort = freePort();
    origin = URI.create("http://127.0.0.1:" + port);
    manager = manager(managerPort, rooms, folder.resolve("manager.log"));
    Path data = Files.createTempDirectory("rooms-orb-soak");
    service =
        new ServiceProcess(
            launcher,
            origin,
            settings(port, managerPort, data, rooms, atMost),
            folder.resolve("service.log"));
    try {
      service.start();
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process manager(int port, int rooms, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            // A heap of one small size: garbage that nobody has collected yet looks like growth.
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-Xmx32m",
            "-cp",
            System.getProperty("java.class.path"),
            "coach.hybrid.rooms.tools.gpu.GpuManager");
    builder
        .environment()
        .putAll(
            Map.of(
                "GPU_MANAGER_PORT",
                Integer.toString(port),
                "GPU_MANAGER_API_KEY",
                MANAGER_KEY,
                "GPU_MANAGER_MAX_ORBS",
                Integer.toString(rooms),
                "ORB_FACE",
                "180p5"));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static Map<String, String> settings(
      int port, int managerPort, Path data, int rooms, Duration atMost) {
    return Map.ofEntries(
        Map.entry("PORT", Integer.toString(port)),
        Map.entry("PUBLIC_URL", "http://127.0.0.1:" + port),
        Map.entry("DATA_DIR", data.toString()),
        Map.entry("JWT_SIGNING_SECRET", JWT_SECRET),
        Map.entry("ROOM_SERVICE_API_KEY", API_KEY),
        Map.entry("GPU_MANAGER_URL", "http://127.0.0.1:" + managerPort),
        Map.entry("GPU_MANAGER_API_KEY", MANAGER_KEY),
        Map.entry("MAX_CONCURRENT_ORBS", Integer.toString(rooms)),
        Map.entry("ORB_MAX_LIFETIME", atMost.toMillis() + "ms"),
        // A machine that is busy with other things is not what is tested.
        Map.entry("ORB_START_TIMEOUT", "3m"),
        Map.entry("JOIN_TIMEOUT", "1m"),
        Map.entry("GPU_MANAGER_TIMEOUT", "20s"),
        Map.entry("ADDRESS_RATE_PER_MINUTE", "100000"));
  }

  URI origin() {
    return origin;
  }

  long serviceId() {
    return service.processId();
  }

  long managerId() {
    return manager.pid();
  }

  /** The room's orb by its command line, which says whose it is; null if there is none. */
  static @Nullable Long orbOf(String roomId) throws IOException {
    List<Long> found = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        String id = process.getFileName().toString();
        if (id.matches("\\d+") && commandLine(process).contains("--room=" + roomId)) {
          found.add(Long.parseLong(id));
        }
      }
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException e) {
      return ""; // It has just ended.
    }
  }

  @Override
  public void close() {
    manager.destroy();
    try {
      service.stop();
      if (!manager.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        manager.destroyForcibly();
      }
    } catch (InterruptedException e) {
      manager.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
