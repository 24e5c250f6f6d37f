package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step while it is being made: what it starts from, and what has come of it so far. */
final class OrbDraft {
  static final List<OrbTimer> OF_A_LIFE =
      List.of(
          OrbTimer.START,
          OrbTimer.ABSENT,
          OrbTimer.CHECK,
          OrbTimer.UNRESPONSIVE,
          OrbTimer.LIFETIME,
          OrbTimer.IDLE,
          OrbTimer.EMPTY,
          OrbTimer.STABLE);

  final OrbRules rules;
  final OrbNeed need;
  final Instant now;
  final List<OrbEffect> effects = new ArrayList<>();

  // The parts of the life, by the names of OrbLife.
  OrbPhase phase;
  int generation;
  OrbPlace place;
  @Nullable OrbUnit unit;
  After after;
  final List<OrbUnit> doomed;
  int restarts;
  int excesses;
  boolean dismissed;
  boolean paused;
  @Nullable String reason;

  private final String idPrefix;

  OrbDraft(OrbRules rules, OrbLife life, OrbNeed need, Instant now) {
    this.rules = rules;
    this.need = need;
    this.now = now;
    idPrefix = life.idPrefix();
    phase = life.phase();
    generation = life.generation();
    place = life.place();
    unit = life.unit();
    after = life.after();
    doomed = new ArrayList<>(life.doomed());
    restarts = life.restarts();
    excesses = life.excesses();
    dismissed = life.dismissed();
    paused = life.paused();
    reason = life.reason();
  }

  /** What has come of it. */
  OrbLife life() {
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
        reason);
  }

  /** One more orb than there ever was, here. */
  OrbUnit next() {
    generation++;
    excesses = 0;
    return new OrbUnit(idPrefix + "-" + generation, generation, place, now, false, null, 0, null);
  }

  /** There is no present orb any more. */
  void lose() {
    unit = null;
    excesses = 0;
  }

  /** The present orb may live and must not. */
  void doom() {
    if (unit != null) {
      doomed.add(unit);
    }
    lose();
  }

  /** Whether that orb is the one that may be in the room. */
  boolean isPresent(int ofGeneration) {
    return phase.admits() && unit().generation() == ofGeneration;
  }

  OrbUnit unit() {
    return Objects.requireNonNull(unit);
  }

  boolean isUnit(int ofGeneration) {
    return unit != null && unit.generation() == ofGeneration;
  }

  boolean wanted() {
    return need.expected() && !dismissed;
  }

  boolean mayStart() {
    return wanted() && need.coachHere() && !need.taken();
  }

  void rest() {
    phase = OrbPhase.OFF;
    reason = dismissed ? "dismissed" : null;
  }

  String why() {
    return Objects.requireNonNullElse(reason, "failed");
  }

  OrbPlace first() {
    return rules.places().getFirst();
  }

  void set(OrbTimer timer, Duration delay, boolean anew) {
    effects.add(new OrbEffect.SetTimer(timer, delay.isNegative() ? Duration.ZERO : delay, anew));
  }

  void cancel(List<OrbTimer> timers) {
    timers.forEach(timer -> effects.add(new OrbEffect.CancelTimer(timer)));
  }
}
