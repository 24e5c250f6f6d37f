package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.config.OrbTiming;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has decided about orbs.
 *
 * @param places where an orb is tried, in this order
 * @param maxCpuPercent of one core
 */
public record OrbRules(
    OrbTiming timing, List<OrbPlace> places, int maxMemoryMegabytes, int maxCpuPercent) {

  /** Each restart waits so many times longer than the one before. */
  private static final int BACK_OFF = 4;

  public OrbRules {
    places = List.copyOf(places);
  }

  /** The place to try when this one has failed, or null. */
  @Nullable OrbPlace after(OrbPlace place) {
    int next = places.indexOf(place) + 1;
    return next < places.size() ? places.get(next) : null;
  }

  Duration restartDelay(int restarts) {
    Duration delay = timing.restartDelay();
    for (int i = 0; i < restarts; i++) {
      delay = delay.multipliedBy(BACK_OFF);
    }
    return delay;
  }
}
