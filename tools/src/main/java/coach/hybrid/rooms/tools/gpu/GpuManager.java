package coach.hybrid.rooms.tools.gpu;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Starts the reference GPU manager: {@code GPU_MANAGER_PORT} (8002) on loopback, {@code
 * GPU_MANAGER_API_KEY}, {@code GPU_MANAGER_MAX_ORBS}; its orbs run on the class path of this
 * process and go when it goes.
 */
public final class GpuManager implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final OrbHouse house;

  GpuManager(int port, String key, String defaultHost, OrbHouse house) throws IOException {
    this.house = house;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", new ManagerApi(house, key, defaultHost));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    house.close();
  }

  public static void main(String[] arguments) throws IOException {
    Map<String, String> environment = System.getenv();
    OrbHouse house =
        new OrbHouse(
            orbCommand(),
            environment,
            Integer.parseInt(environment.getOrDefault("GPU_MANAGER_MAX_ORBS", "8")),
            GpuManager::start);
    GpuManager manager =
        new GpuManager(
            Integer.parseInt(environment.getOrDefault("GPU_MANAGER_PORT", "8002")),
            environment.getOrDefault("GPU_MANAGER_API_KEY", ""),
            environment.getOrDefault("CPU_HOST", "localhost:3001"),
            house);
    Runtime.getRuntime().addShutdownHook(new Thread(manager::close, "gpu-manager-stop"));
    System.out.println("gpu-manager: on port " + manager.port());
  }

  /** The orb is named, not used: it is a process of its own. */
  private static List<String> orbCommand() {
    return List.of(
        System.getProperty("java.home") + "/bin/java",
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        "coach.hybrid.rooms.tools.orb.OrbMain");
  }

  private static Process start(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
