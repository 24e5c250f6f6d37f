package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an orb goes: asked, told, made to, given up and pursued; and whether another one follows. */
abstract class OrbStopping extends OrbDraft {
  /** Seed 000 and DESIGN: asked at once, told after 5 s, made to after 15 s. */
  private static final Duration TERMINATE_AFTER = Duration.ofSeconds(5);

  private static final Duration KILL_AFTER = Duration.ofSeconds(15);
  private static final Duration KILL_FAILED_AFTER = Duration.ofSeconds(5);
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(15);
  static final Duration PURSUE_EVERY = Duration.ofSeconds(15);

  /** Orbs have kill timers of their own; by then they are dead, whoever cannot be asked. */
  private static final Duration SURELY_DEAD = Duration.ofMinutes(5);

  private static final List<OrbTimer> OF_A_STOP =
      List.of(OrbTimer.TERMINATE, OrbTimer.KILL, OrbTimer.GIVE_UP);

  OrbStopping(OrbRules rules, OrbLife state, OrbNeed need, Instant now) {
    super(rules, state, need, now);
  }

  void stop(String reason, After after, @Nullable String shown) {
    cancel(OF_A_LIFE);
    state = state.in(OrbPhase.STOPPING).thenTo(after).because(shown);
    effects.add(new OrbEffect.AskToLeave(unit(), reason));
    set(OrbTimer.TERMINATE, TERMINATE_AFTER, true);
    set(OrbTimer.KILL, KILL_AFTER, true);
  }

  /** The present orb is of no use any more. */
  void fail(String why) {
    tellFailure(why);
    chooseNextPlace();
    cancel(OF_A_LIFE);
    state = state.in(OrbPhase.STOPPING).thenTo(After.RESTART).because(why);
    effects.add(new OrbEffect.AskToLeave(unit(), "room_cleanup"));
    effects.add(new OrbEffect.Terminate(unit(), false));
    set(OrbTimer.KILL, KILL_FAILED_AFTER, true);
  }

  private void tellFailure(String why) {
    effects.add(
        state.phase() == OrbPhase.READY
            ? new OrbEffect.TellRestarting(why)
            : new OrbEffect.TellSpawnFailed(why));
  }

  void terminate(boolean force) {
    effects.add(new OrbEffect.Terminate(unit(), force));
    if (force) {
      set(OrbTimer.GIVE_UP, GIVE_UP_AFTER, true);
    }
  }

  /** The call goes on without waiting for an orb that cannot be reached. */
  void giveUp() {
    state = state.doom();
    set(OrbTimer.DOOMED, PURSUE_EVERY, false);
    effects.add(new OrbEffect.Evict());
    arrive();
  }

  void gone(int generation, String why) {
    if (!isUnit(generation)) {
      List<OrbUnit> left =
          state.doomed().stream().filter(unit -> unit.generation() != generation).toList();
      if (left.size() < state.doomed().size()) {
        state = state.doomed(left);
        effects.add(new OrbEffect.ReleaseSlot());
      }
      return;
    }
    if (state.phase() != OrbPhase.STOPPING) {
      tellFailure(why);
      chooseNextPlace();
      state = state.thenTo(After.RESTART).because(why);
    }
    cancel(OF_A_LIFE);
    cancel(OF_A_STOP);
    state = state.with(null);
    effects.add(new OrbEffect.Evict());
    effects.add(new OrbEffect.ReleaseSlot());
    arrive();
  }

  private void arrive() {
    switch (state.after()) {
      case OFF -> rest(OrbPhase.OFF);
      case DORMANT -> state = state.in(OrbPhase.DORMANT);
      case UNAVAILABLE -> state = state.in(OrbPhase.UNAVAILABLE);
      case RESTART -> retry();
    }
  }

  final void retry() {
    if (!mayStart()) {
      rest(OrbPhase.OFF);
    } else if (state.restarts() < rules.timing().maxRestarts()) {
      set(OrbTimer.RETRY, rules.restartDelay(state.restarts()), true);
      state = state.in(OrbPhase.RESTING).counting(state.restarts() + 1, 0);
    } else {
      effects.add(new OrbEffect.TellGivenUp(why()));
      state = state.in(OrbPhase.UNAVAILABLE);
    }
  }

  void pursueDoomed() {
    Instant horizon = now.minus(rules.timing().maxLifetime()).minus(SURELY_DEAD);
    for (OrbUnit unit : state.doomed()) {
      if (unit.launchedAt().isBefore(horizon)) {
        gone(unit.generation(), "surely-dead");
      } else {
        effects.add(new OrbEffect.Terminate(unit, true));
      }
    }
    if (!state.doomed().isEmpty()) {
      set(OrbTimer.DOOMED, PURSUE_EVERY, true);
    }
  }

  /** One that never came in says something about its place: the next one is tried elsewhere. */
  private void chooseNextPlace() {
    OrbPlace next = state.phase() == OrbPhase.READY ? null : rules.after(state.place());
    state = state.at(next == null ? first() : next);
  }
}
