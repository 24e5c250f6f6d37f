package coach.hybrid.rooms.server.orb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an orb comes: a place in the fleet, a launch here or there, its seat in the room. */
abstract class OrbStarting extends OrbStopping {
  /** An orb that has done well for so long may fail as often again. */
  private static final Duration STABLE_AFTER = Duration.ofMinutes(10);

  private static final String AT_CAPACITY = "at-capacity";

  OrbStarting(OrbRules rules, OrbLife state, OrbNeed need, Instant now) {
    super(rules, state, need, now);
  }

  final void begin() {
    state = state.at(first());
    beginAgain();
  }

  void beginAgain() {
    state = state.because(null).in(OrbPhase.WAITING);
    effects.add(new OrbEffect.RequestSlot());
  }

  void slotGranted() {
    if (state.phase() != OrbPhase.WAITING || !mayStart()) {
      effects.add(new OrbEffect.ReleaseSlot());
      if (state.phase() == OrbPhase.WAITING) {
        rest(OrbPhase.OFF);
      }
      return;
    }
    if (state.place() == first() || AT_CAPACITY.equals(state.reason())) {
      state = state.because(null);
    }
    launch();
  }

  void slotRefused() {
    if (state.phase() == OrbPhase.WAITING && !AT_CAPACITY.equals(state.reason())) {
      state = state.because(AT_CAPACITY);
      effects.add(new OrbEffect.TellSpawnFailed(AT_CAPACITY));
    }
  }

  private void launch() {
    int generation = state.generation() + 1;
    String orbId = state.idPrefix() + "-" + generation;
    OrbUnit unit = new OrbUnit(orbId, generation, state.place(), now, false, null, 0, null);
    state = state.with(unit).in(OrbPhase.LAUNCHING);
    effects.add(new OrbEffect.Launch(unit));
    set(OrbTimer.START, rules.timing().start(), true);
  }

  void launched(OrbEvent.Launched event) {
    if (isUnit(event.generation())) {
      state = state.withUnit(unit().launched(event));
      if (state.phase() == OrbPhase.LAUNCHING) {
        comeAlive(OrbPhase.STARTING);
        effects.add(new OrbEffect.TellSpawned(unit().orbId()));
        set(OrbTimer.START, rules.timing().start(), true);
      }
    } else {
      for (OrbUnit unit : state.doomed()) {
        if (unit.generation() == event.generation()) {
          effects.add(new OrbEffect.Terminate(unit.launched(event), true));
        }
      }
    }
  }

  void launchFailed(OrbEvent.LaunchFailed event) {
    if (isUnit(event.generation()) && state.phase() == OrbPhase.LAUNCHING) {
      String before = state.reason();
      state = state.because(before == null ? event.reason() : before + "; " + event.reason());
      cancel(List.of(OrbTimer.START));
      OrbPlace next = rules.after(state.place());
      if (next == null && before == null && state.place() != first()) {
        next = first(); // A restart began here; the places before have not had their turn.
      }
      tryElsewhere(mayStart() ? next : null, event.certain());
    } else if (event.certain()) {
      gone(event.generation(), event.reason());
    }
  }

  private void tryElsewhere(@Nullable OrbPlace next, boolean certain) {
    if (!certain) {
      // It may have been started all the same: it keeps its place until that is out of the world.
      OrbUnit uncertain = unit();
      state = state.doom();
      effects.add(new OrbEffect.Terminate(uncertain, true));
      set(OrbTimer.DOOMED, PURSUE_EVERY, false);
    }
    if (next == null) {
      if (certain) {
        effects.add(new OrbEffect.ReleaseSlot());
        state = state.with(null);
      }
      effects.add(new OrbEffect.Evict());
      effects.add(new OrbEffect.TellSpawnFailed(why()));
      cancel(OF_A_LIFE);
      state = state.at(first());
      retry();
    } else if (certain) {
      state = state.at(next);
      launch();
    } else {
      state = state.at(next).in(OrbPhase.WAITING);
      effects.add(new OrbEffect.RequestSlot());
    }
  }

  final void comeAlive(OrbPhase phase) {
    state = state.in(phase).because(null).withUnit(unit().living());
    Duration lived = Duration.between(unit().launchedAt(), now);
    set(OrbTimer.LIFETIME, rules.timing().maxLifetime().minus(lived), true);
    set(OrbTimer.CHECK, rules.timing().heartbeat(), true);
    set(OrbTimer.UNRESPONSIVE, rules.timing().unresponsive(), true);
  }

  void joined() {
    if (state.phase() == OrbPhase.LAUNCHING) { // It is faster than the answer to its launch.
      comeAlive(OrbPhase.READY);
      effects.add(new OrbEffect.TellSpawned(unit().orbId()));
    }
    state = state.in(OrbPhase.READY);
    cancel(List.of(OrbTimer.START, OrbTimer.ABSENT));
    set(OrbTimer.STABLE, STABLE_AFTER, false);
    heard();
    if (state.paused()) {
      effects.add(new OrbEffect.TellPaused(true));
    }
  }

  void heard() {
    set(OrbTimer.UNRESPONSIVE, rules.timing().unresponsive(), true);
  }
}
