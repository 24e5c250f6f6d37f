package coach.hybrid.rooms.server.orb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One orb that lives or may live.
 *
 * @param generation no other orb of its room ever had it
 * @param launchedAt when it was ordered
 * @param confirmed whether it was ever heard that it lives
 * @param processId of the process this service started, or 0
 * @param processStart tells that process from a later one of the same number
 */
public record OrbUnit(
    String orbId,
    int generation,
    OrbPlace place,
    Instant launchedAt,
    boolean confirmed,
    long processId,
    @Nullable Instant processStart) {

  OrbUnit withProcess(long id, @Nullable Instant start) {
    return new OrbUnit(orbId, generation, place, launchedAt, true, id, start);
  }
}
