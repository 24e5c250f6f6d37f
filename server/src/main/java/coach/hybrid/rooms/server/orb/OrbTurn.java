package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.time.Instant;
import java.util.List;

/** One step of {@link OrbLifecycle} while it is being made; nobody else ever sees it. */
final class OrbTurn extends OrbStarting {
  OrbTurn(OrbRules rules, OrbLife state, OrbNeed need, Instant now) {
    super(rules, state, need, now);
  }

  /** Brings the orb's life in line with how the room stands; at the end of every step. */
  void followNeed() {
    if (!need.expected() && state.dismissed()) {
      state = state.controlled(false, false); // Switched on again it starts afresh.
    }
    switch (state.phase()) {
      case OFF -> beginAfreshIf(mayStart());
      case DORMANT -> {
        if (!mayStart()) {
          rest(OrbPhase.OFF);
        } else {
          beginAfreshIf(need.heard());
        }
      }
      case UNAVAILABLE -> {
        if (!mayStart()) {
          rest(OrbPhase.OFF);
        }
      }
      case WAITING -> {
        if (!mayStart()) {
          effects.add(new OrbEffect.WithdrawRequest());
          rest(OrbPhase.OFF);
        }
      }
      case RESTING -> {
        if (!mayStart()) {
          cancel(List.of(OrbTimer.RETRY));
          rest(OrbPhase.OFF);
        }
      }
      case LAUNCHING, STARTING, READY -> {
        if (wanted()) {
          watchRoom();
        } else {
          stop(
              need.ended() ? "session_complete" : "room_cleanup",
              After.OFF,
              state.dismissed() ? "dismissed" : null);
        }
      }
      case STOPPING -> {
        // What is wanted by then is asked when it is gone.
      }
    }
  }

  private void beginAfreshIf(boolean really) {
    if (really) {
      state = state.counting(0, 0);
      begin();
    }
  }

  private void watchRoom() {
    if (need.anybodyHere()) {
      cancel(List.of(OrbTimer.EMPTY));
    } else {
      set(OrbTimer.EMPTY, rules.timing().emptyGrace(), false);
    }
    if (need.heard()) {
      cancel(List.of(OrbTimer.IDLE));
    } else {
      set(OrbTimer.IDLE, rules.timing().idle(), false);
    }
  }

  // --- living ---------------------------------------------------------------------------------

  void parted() {
    if (state.phase() == OrbPhase.READY) {
      set(OrbTimer.ABSENT, rules.timing().start(), false);
      effects.add(new OrbEffect.Probe(unit()));
    }
  }

  void check() {
    effects.add(new OrbEffect.Probe(unit()));
    set(OrbTimer.CHECK, rules.timing().heartbeat(), true);
  }

  void excesses(int count) {
    state = state.counting(state.restarts(), count);
  }

  void stable() {
    state = state.counting(0, state.excesses());
  }

  void pause(boolean paused) {
    if (state.paused() != paused) {
      state = state.controlled(state.dismissed(), paused);
      if (state.phase() == OrbPhase.READY) {
        effects.add(new OrbEffect.TellPaused(paused));
      }
    }
  }

  void dismiss() {
    state = state.controlled(true, false);
  }

  void start() {
    state = state.controlled(false, state.paused());
    switch (state.phase()) {
      case UNAVAILABLE, DORMANT, RESTING -> {
        cancel(List.of(OrbTimer.RETRY));
        rest(OrbPhase.OFF); // The need begins it at the end of this step.
      }
      case STOPPING -> state = state.thenTo(After.OFF);
      case OFF, WAITING, LAUNCHING, STARTING, READY -> {
        // It is on its way, or the need begins it.
      }
    }
  }

  // --- after a restart of the service ------------------------------------------------------------

  void restore() {
    pursueDoomed();
    OrbUnit unit = state.unit();
    if (unit != null) {
      restore(unit);
    } else if (state.phase() == OrbPhase.WAITING) {
      effects.add(new OrbEffect.RequestSlot());
    } else if (state.phase() == OrbPhase.RESTING) {
      set(OrbTimer.RETRY, rules.timing().restartDelay(), true);
    }
  }

  private void restore(OrbUnit unit) {
    OrbPhase phase = state.phase();
    boolean adopts =
        unit.place() == OrbPlace.GPU && (phase == OrbPhase.STARTING || phase == OrbPhase.READY);
    if (adopts) {
      comeAlive(phase);
      effects.add(new OrbEffect.Probe(unit));
      set(phase == OrbPhase.READY ? OrbTimer.ABSENT : OrbTimer.START, rules.timing().start(), true);
      return;
    }
    // A process of ours died with us; of an order nobody knows what became of it.
    After after = phase == OrbPhase.STOPPING ? state.after() : After.OFF;
    state = state.in(OrbPhase.STOPPING).thenTo(after);
    terminate(true);
  }
}
