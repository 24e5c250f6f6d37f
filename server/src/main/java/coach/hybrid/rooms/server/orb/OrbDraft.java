package coach.hybrid.rooms.server.orb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A step while it is being made: what it starts from, and what has come of it so far. */
abstract class OrbDraft {
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
  OrbLife state;

  OrbDraft(OrbRules rules, OrbLife state, OrbNeed need, Instant now) {
    this.rules = rules;
    this.state = state;
    this.need = need;
    this.now = now;
  }

  OrbLife state() {
    return state;
  }

  OrbNeed need() {
    return need;
  }

  List<OrbEffect> effects() {
    return List.copyOf(effects);
  }

  /** Whether that orb is the one that may be in the room. */
  boolean isPresent(int generation) {
    return state.phase().admits() && unit().generation() == generation;
  }

  final OrbUnit unit() {
    return Objects.requireNonNull(state.unit());
  }

  final boolean isUnit(int generation) {
    OrbUnit unit = state.unit();
    return unit != null && unit.generation() == generation;
  }

  final boolean wanted() {
    return need.expected() && !state.dismissed();
  }

  final boolean mayStart() {
    return wanted() && need.coachHere() && !need.taken();
  }

  final void rest(OrbPhase phase) {
    state = state.in(phase).because(state.dismissed() ? "dismissed" : null);
  }

  final String why() {
    return Objects.requireNonNullElse(state.reason(), "failed");
  }

  final OrbPlace first() {
    return rules.places().getFirst();
  }

  final void set(OrbTimer timer, Duration delay, boolean anew) {
    effects.add(new OrbEffect.SetTimer(timer, delay.isNegative() ? Duration.ZERO : delay, anew));
  }

  final void cancel(List<OrbTimer> timers) {
    timers.forEach(timer -> effects.add(new OrbEffect.CancelTimer(timer)));
  }
}
