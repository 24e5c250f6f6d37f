package coach.hybrid.rooms.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how orbs are run; the seeds' names, both where they have two. */
final class FleetSettings {
  private static final Duration TEST_LIFETIME = Duration.ofSeconds(30);

  /** What a program needs to run, and nothing that opens a door. */
  private static final Set<String> HARMLESS =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "JAVA_HOME",
          "LD_LIBRARY_PATH",
          "CUDA_VISIBLE_DEVICES",
          "NVIDIA_VISIBLE_DEVICES",
          "AI_SERVICE_URL",
          "ORB_LOG_LEVEL");

  private static final Set<String> SECRETS =
      Set.of(
          "JWT_SIGNING_SECRET",
          "ROOM_SERVICE_API_KEY",
          "GPU_MANAGER_API_KEY",
          "METRICS_KEY",
          "AI_TRANSCRIPTION_KEY",
          "TURN_PASSWORD",
          "TURN_SERVER_PASSWORD",
          "TURN_SECRET");

  private final Environment env;

  FleetSettings(Environment env) {
    this.env = env;
  }

  FleetConfig read() {
    boolean testMode = env.flag("ORB_TEST_MODE", false);
    return new FleetConfig(
        env.flag("ENABLE_AI_ORBS", true),
        env.integer("MAX_CONCURRENT_ORBS", 8, 1, 10_000),
        timing(testMode),
        env.integer("ORB_MAX_MEMORY_MB", 2_048, 1, 1_000_000),
        env.integer("ORB_MAX_CPU_PERCENT", 50, 1, 100_000),
        testMode,
        cpuHost(),
        gpu(),
        program());
  }

  private OrbTiming timing(boolean testMode) {
    Duration second = Duration.ofSeconds(1);
    Duration life = env.duration("ORB_MAX_LIFETIME", Duration.ofHours(2), second);
    return new OrbTiming(
        either("HEARTBEAT_INTERVAL", "ORB_HEALTH_CHECK_INTERVAL", Duration.ofSeconds(30)),
        env.duration("ORB_UNRESPONSIVE_AFTER", Duration.ofMinutes(5), second),
        env.duration("ORB_START_TIMEOUT", Duration.ofMinutes(1), second),
        either("CLEANUP_GRACE_PERIOD", "ORB_CLEANUP_GRACE_PERIOD", Duration.ofMinutes(1)),
        testMode && life.compareTo(TEST_LIFETIME) > 0 ? TEST_LIFETIME : life,
        env.duration("ORB_IDLE_TIMEOUT", Duration.ofMinutes(5), second),
        env.duration("ORB_RESTART_DELAY", Duration.ofSeconds(2), Duration.ofMillis(100)),
        env.integer("ORB_MAX_RESTARTS", 3, 0, 100));
  }

  /** Seed 000's name goes before seed 003's. */
  private Duration either(String name, String alias, Duration fallback) {
    String present = env.optional(name) == null ? alias : name;
    return env.duration(present, fallback, Duration.ofMillis(100));
  }

  private @Nullable String cpuHost() {
    String host = env.optional("CPU_HOST");
    if (host != null && !host.matches("(wss?://)?[A-Za-z0-9.\\[\\]:_-]+")) {
      env.problem("CPU_HOST must be host:port");
      return null;
    }
    return host;
  }

  private FleetConfig.@Nullable Gpu gpu() {
    String text = env.text("GPU_MANAGER_URL", "http://127.0.0.1:8002");
    if (text.equals("none")) {
      return null;
    }
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getRawQuery() == null) {
        return new FleetConfig.Gpu(
            url,
            env.secret("GPU_MANAGER_API_KEY"),
            env.duration("GPU_MANAGER_TIMEOUT", Duration.ofSeconds(5), Duration.ofMillis(100)));
      }
    } catch (URISyntaxException e) {
      // Said below, as for a URL of another kind.
    }
    env.problem("GPU_MANAGER_URL must be http(s)://host[:port][/path], or none");
    return null;
  }

  private FleetConfig.Program program() {
    Set<String> inherited = new HashSet<>(HARMLESS);
    for (String name : env.list("ORB_ENVIRONMENT", "")) {
      if (SECRETS.contains(name)) {
        env.problem(
            "ORB_ENVIRONMENT must not name " + name + ", which is a secret of this service");
      }
      inherited.add(name);
    }
    return new FleetConfig.Program(
        env.path("GPU_SERVER_PATH", "/var/www/hybrid-coach-gpu"),
        words("ORB_COMMAND", "node aiorb.js"),
        words("ORB_HOST", "node tools/orb-host/host.mjs").stream()
            .map(FleetSettings::fromHere)
            .toList(),
        inherited);
  }

  private List<String> words(String name, String fallback) {
    return Arrays.stream(env.text(name, fallback).split("\\s+", -1)).toList();
  }

  /** The host is ours and lies here, wherever the orb is started. */
  private static String fromHere(String word) {
    return word.contains("/") ? Path.of(word).toAbsolutePath().toString() : word;
  }
}
