package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.config.FleetConfig;
import coach.hybrid.rooms.server.config.OrbTiming;
import coach.hybrid.rooms.server.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Orders and settings as tests of the adapters need them. */
public final class OrbFixtures {
  public static final Instant LAUNCHED = Instant.parse("2026-11-21T10:00:00Z");
  public static final Secret TOKEN = new Secret("token-of-the-orb");

  public static final OrbTiming TIMING = timing(Duration.ofSeconds(30));

  private OrbFixtures() {}

  public static OrbTiming timing(Duration betweenLooks) {
    return new OrbTiming(
        betweenLooks,
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofHours(2),
        Duration.ofMinutes(5),
        Duration.ofSeconds(2),
        3);
  }

  public static OrbUnit unit(OrbPlace place, String orbId) {
    return new OrbUnit(orbId, 3, place, LAUNCHED, false, null, 0, null);
  }

  public static OrbOrder order(OrbUnit unit) {
    return new OrbOrder(
        unit, "room-1", "session-1", "coach-1", "client-1", "supportive", "default");
  }

  public static FleetConfig config(FleetConfig.Program program) {
    return new FleetConfig(true, 8, TIMING, 2_048, 50, false, null, null, program);
  }

  public static FleetConfig.Program program(Path directory, String... command) {
    return new FleetConfig.Program(
        directory,
        List.of(command),
        List.of("bash", "-c", "shift; exec \"$@\"", "host"),
        Set.of("PATH"));
  }

  public static FleetConfig.Gpu gpu(int port) {
    return new FleetConfig.Gpu(
        URI.create("http://127.0.0.1:" + port),
        new Secret("key-of-the-manager"),
        Duration.ofMillis(1_500));
  }
}
