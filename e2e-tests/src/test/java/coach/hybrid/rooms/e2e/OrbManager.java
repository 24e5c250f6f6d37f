package coach.hybrid.rooms.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference manager as a process of its own, started by {@code ./rooms gpu-manager}, and what
 * its orbs write down: what each of them sees and hears, by its own account.
 */
final class OrbManager implements AutoCloseable {
  private static final String KEY = "e2e-gpu-key";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final int port;
  private final Path log;
  private final Process process;

  private OrbManager(int port, Path log, Process process) {
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /**
   * What came from one person, by the orb's own count.
   *
   * @param frames pictures decoded
   * @param sounds pieces of 10 ms
   * @param energy as {@code totalAudioEnergy} of W3C webrtc-stats
   */
  record Arrivals(long frames, long sounds, double energy) {
    private static final Arrivals NONE = new Arrivals(0, 0, 0);

    private static Arrivals lastIn(String log, String userId) {
      Matcher line =
          Pattern.compile(
                  "orb: from "
                      + Pattern.quote(userId)
                      + ": (\\d+) frames, (\\d+) sounds, energy ([\\d.]+)")
              .matcher(log);
      Arrivals last = NONE;
      while (line.find()) {
        last =
            new Arrivals(
                Long.parseLong(line.group(1)),
                Long.parseLong(line.group(2)),
                Double.parseDouble(line.group(3)));
      }
      return last;
    }
  }

  /** Its orbs give a sign of life, and an account, twice a second. */
  static OrbManager start(Map<String, String> settings) throws IOException {
    Files.createDirectories(Service.OUTPUT);
    int port = Service.freePort();
    Path log = Service.OUTPUT.resolve("gpu-manager-" + port + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(Service.ROOT.resolve("rooms").toString(), "gpu-manager");
    Map<String, String> env = new HashMap<>();
    env.put("GPU_MANAGER_PORT", Integer.toString(port));
    env.put("GPU_MANAGER_API_KEY", KEY);
    env.put("HEARTBEAT_INTERVAL", "500");
    env.put("JAVA_HOME", System.getProperty("java.home"));
    env.putAll(settings);
    builder.environment().putAll(env);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    OrbManager manager = new OrbManager(port, log, process);
    Await.until(
        () -> "the manager to listen; it says: " + manager.log(),
        START_LIMIT,
        () -> manager.log().contains("on port " + port));
    return manager;
  }

  /** What the service needs to order orbs here, and nowhere else. */
  Map<String, String> settingsOfTheService() {
    return Map.of(
        "ENABLE_AI_ORBS",
        "true",
        "GPU_MANAGER_URL",
        "http://127.0.0.1:" + port,
        "GPU_MANAGER_API_KEY",
        KEY,
        "GPU_SERVER_PATH",
        "/nowhere");
  }

  /** By the newest account of any orb that this person is linked to. */
  Arrivals from(String userId) {
    return Arrivals.lastIn(log(), userId);
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that live; what they start themselves is not counted. */
  List<ProcessHandle> orbs() {
    return process.children().toList();
  }

  @Override
  public void close() {
    List<ProcessHandle> orbs = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the manager does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Await.until(
        "its orbs, and whatever they started, to go with it",
        Participant.SOON,
        () -> orbs.stream().noneMatch(ProcessHandle::isAlive));
  }
}
