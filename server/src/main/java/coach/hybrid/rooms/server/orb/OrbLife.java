package coach.hybrid.rooms.server.orb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One room's orb; everything of it that outlives the process.
 *
 * @param idPrefix begins the ids of this room's orbs
 * @param generation the highest one used
 * @param place where the present attempt is made
 * @param unit the orb that is launched, lives or is being stopped; holds one place in the fleet
 * @param after what becomes of a stop
 * @param doomed orbs that may live and must not; each holds a place in the fleet
 * @param restarts in a row
 * @param excesses how often in a row it cost more than it may
 * @param reason why there is none, as a stable word, or null
 */
public record OrbLife(
    String idPrefix,
    OrbPhase phase,
    int generation,
    OrbPlace place,
    @Nullable OrbUnit unit,
    After after,
    List<OrbUnit> doomed,
    int restarts,
    int excesses,
    boolean dismissed,
    boolean paused,
    @Nullable String reason) {

  /** What becomes of a stop. */
  public enum After {
    /** No other orb, unless one is wanted by then. */
    OFF,
    /** Another one: this one failed. */
    RESTART,
    /** None until somebody can be heard. */
    DORMANT,
    /** None until the coach asks for one. */
    UNAVAILABLE
  }

  public OrbLife {
    doomed = List.copyOf(doomed);
  }

  public static OrbLife none(String idPrefix) {
    return new OrbLife(
        idPrefix,
        OrbPhase.OFF,
        0,
        OrbPlace.GPU,
        null,
        After.OFF,
        List.of(),
        0,
        0,
        false,
        false,
        null);
  }

  /** Whether this very orb may be in the room. */
  public boolean admits(String orbId, int orbGeneration) {
    return phase.admits()
        && unit != null
        && unit.generation() == orbGeneration
        && unit.orbId().equals(orbId);
  }

  /** What of the fleet's places this room has. */
  public int slots() {
    return (unit == null ? 0 : 1) + doomed.size();
  }

  /** What people are shown. */
  public OrbView view() {
    return OrbView.of(this);
  }
}
