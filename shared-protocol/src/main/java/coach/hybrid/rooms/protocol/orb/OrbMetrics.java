package coach.hybrid.rooms.protocol.orb;

import org.jspecify.annotations.Nullable;

/**
 * What an orb measures about itself (seed 003). Each is null if it does not say.
 *
 * @param cpuPercent {@code cpu}, of one core
 * @param memoryMegabytes {@code memory}
 * @param latencyMillis {@code latency}, from a voice to its answer
 */
public record OrbMetrics(
    @Nullable Double cpuPercent, @Nullable Double memoryMegabytes, @Nullable Double latencyMillis) {
  public static final OrbMetrics NONE = new OrbMetrics(null, null, null);
}
