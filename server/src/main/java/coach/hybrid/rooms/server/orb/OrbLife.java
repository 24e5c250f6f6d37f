package coach.hybrid.rooms.server.orb;

import java.util.ArrayList;
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

  OrbLife in(OrbPhase next) {
    return new OrbLife(
        idPrefix,
        next,
        generation,
        place,
        unit,
        after,
        doomed,
        restarts,
        excesses,
        dismissed,
        paused,
        reason);
  }

  OrbLife with(@Nullable OrbUnit next) {
    return new OrbLife(
        idPrefix,
        phase,
        next == null ? generation : Math.max(generation, next.generation()),
        place,
        next,
        after,
        doomed,
        restarts,
        0,
        dismissed,
        paused,
        reason);
  }

  /** More is known of the present orb. */
  OrbLife withUnit(OrbUnit known) {
    return new OrbLife(
        idPrefix,
        phase,
        generation,
        place,
        known,
        after,
        doomed,
        restarts,
        excesses,
        dismissed,
        paused,
        reason);
  }

  OrbLife at(OrbPlace next) {
    return new OrbLife(
        idPrefix,
        phase,
        generation,
        next,
        unit,
        after,
        doomed,
        restarts,
        excesses,
        dismissed,
        paused,
        reason);
  }

  OrbLife thenTo(After next) {
    return new OrbLife(
        idPrefix,
        phase,
        generation,
        place,
        unit,
        next,
        doomed,
        restarts,
        excesses,
        dismissed,
        paused,
        reason);
  }

  OrbLife doomed(List<OrbUnit> next) {
    return new OrbLife(
        idPrefix,
        phase,
        generation,
        place,
        unit,
        after,
        next,
        restarts,
        excesses,
        dismissed,
        paused,
        reason);
  }

  /** The present orb may live and must not. */
  OrbLife doom() {
    List<OrbUnit> all = new ArrayList<>(doomed);
    if (unit != null) {
      all.add(unit);
    }
    return doomed(all).with(null);
  }

  OrbLife counting(int nextRestarts, int nextExcesses) {
    return new OrbLife(
        idPrefix,
        phase,
        generation,
        place,
        unit,
        after,
        doomed,
        nextRestarts,
        nextExcesses,
        dismissed,
        paused,
        reason);
  }

  OrbLife controlled(boolean nextDismissed, boolean nextPaused) {
    return new OrbLife(
        idPrefix,
        phase,
        generation,
        place,
        unit,
        after,
        doomed,
        restarts,
        excesses,
        nextDismissed,
        nextPaused,
        reason);
  }

  OrbLife because(@Nullable String next) {
    return new OrbLife(
        idPrefix,
        phase,
        generation,
        place,
        unit,
        after,
        doomed,
        restarts,
        excesses,
        dismissed,
        paused,
        next);
  }
}
