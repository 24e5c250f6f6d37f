package coach.hybrid.rooms.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How orbs are run (seeds 000 and 003).
 *
 * @param enabled whether there are orbs at all
 * @param maxConcurrent how many may live at once
 * @param maxMemoryMegabytes what one may take, or it is replaced
 * @param maxCpuPercent of one core, likewise
 * @param cpuHost where orbs find this service; null for this machine and port
 * @param gpu the manager that runs them, or null for none
 */
public record FleetConfig(
    boolean enabled,
    int maxConcurrent,
    OrbTiming timing,
    int maxMemoryMegabytes,
    int maxCpuPercent,
    boolean testMode,
    @Nullable String cpuHost,
    @Nullable Gpu gpu,
    Program program) {

  /**
   * A GPU manager.
   *
   * @param timeout for one call
   */
  public record Gpu(URI url, @Nullable Secret apiKey, Duration timeout) {}

  /**
   * What is started when no manager can.
   *
   * @param directory where it is started
   * @param command how; the orb's arguments follow
   * @param host the command that starts the command and keeps its process group
   * @param inherited the names of variables that it gets from this service's environment
   */
  public record Program(
      Path directory, List<String> command, List<String> host, Set<String> inherited) {
    public Program {
      command = List.copyOf(command);
      host = List.copyOf(host);
      inherited = Set.copyOf(inherited);
    }
  }
}
