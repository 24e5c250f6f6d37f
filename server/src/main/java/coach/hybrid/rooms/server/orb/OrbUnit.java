package coach.hybrid.rooms.server.orb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One orb that lives or may live.
 *
 * @param generation no other orb of its room ever had it
 * @param launchedAt when it was ordered
 * @param confirmed whether it was ever heard that it lives
 * @param handle what the GPU manager calls it, if it does not take our id
 * @param processId of the process this service started, or 0
 * @param processStart tells that process from a later one of the same number
 */
public record OrbUnit(
    String orbId,
    int generation,
    OrbPlace place,
    Instant launchedAt,
    boolean confirmed,
    @Nullable String handle,
    long processId,
    @Nullable Instant processStart) {

  OrbUnit living() {
    return new OrbUnit(orbId, generation, place, launchedAt, true, handle, processId, processStart);
  }

  OrbUnit launched(OrbEvent.Launched as) {
    return new OrbUnit(
        orbId, generation, place, launchedAt, true, as.handle(), as.processId(), as.processStart());
  }

  /** What its manager calls it. */
  public String name() {
    return handle == null ? orbId : handle;
  }
}
