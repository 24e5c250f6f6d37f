package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.util.List;

/** One step of {@link OrbLifecycle} while it is being made; nobody else ever sees it. */
final class OrbTurn {
  final OrbDraft draft;
  final OrbStarting starting;
  final OrbStopping stopping;

  OrbTurn(OrbDraft draft) {
    this.draft = draft;
    this.stopping = new OrbStopping(draft);
    this.starting = new OrbStarting(draft, stopping);
  }

  /** Brings the orb's life in line with how the room stands; at the end of every step. */
  void followNeed() {
    if (!draft.need.expected() && draft.dismissed) {
      draft.dismissed = false;
      draft.paused = false; // Switched on again it starts afresh.
    }
    switch (draft.phase) {
      case OFF -> beginAfreshIf(draft.mayStart());
      case DORMANT -> {
        if (!draft.mayStart()) {
          draft.rest();
        } else {
          beginAfreshIf(draft.need.heard());
        }
      }
      case UNAVAILABLE -> {
        if (!draft.mayStart()) {
          draft.rest();
        }
      }
      case WAITING -> {
        if (!draft.mayStart()) {
          draft.effects.add(new OrbEffect.WithdrawRequest());
          draft.rest();
        }
      }
      case RESTING -> {
        if (!draft.mayStart()) {
          draft.cancel(List.of(OrbTimer.RETRY));
          draft.rest();
        }
      }
      case LAUNCHING, STARTING, READY -> {
        if (draft.wanted()) {
          watchRoom();
        } else {
          stopping.stop(
              draft.need.ended() ? "session_complete" : "room_cleanup",
              After.OFF,
              draft.dismissed ? "dismissed" : null);
        }
      }
      case STOPPING -> {
        // What is wanted by then is asked when it is gone.
      }
    }
  }

  private void beginAfreshIf(boolean really) {
    if (really) {
      draft.restarts = 0;
      draft.excesses = 0;
      starting.begin();
    }
  }

  private void watchRoom() {
    if (draft.need.anybodyHere()) {
      draft.cancel(List.of(OrbTimer.EMPTY));
    } else {
      draft.set(OrbTimer.EMPTY, draft.rules.timing().emptyGrace(), false);
    }
    if (draft.need.heard()) {
      draft.cancel(List.of(OrbTimer.IDLE));
    } else {
      draft.set(OrbTimer.IDLE, draft.rules.timing().idle(), false);
    }
  }

  // --- living ---------------------------------------------------------------------------------

  void parted() {
    if (draft.phase == OrbPhase.READY) {
      draft.set(OrbTimer.ABSENT, draft.rules.timing().start(), false);
      draft.effects.add(new OrbEffect.Probe(draft.unit()));
    }
  }

  void check() {
    draft.effects.add(new OrbEffect.Probe(draft.unit()));
    draft.set(OrbTimer.CHECK, draft.rules.timing().heartbeat(), true);
  }

  void excesses(int count) {
    draft.excesses = count;
  }

  void stable() {
    draft.restarts = 0;
  }

  void pause(boolean paused) {
    if (draft.paused != paused) {
      draft.paused = paused;
      if (draft.phase == OrbPhase.READY) {
        draft.effects.add(new OrbEffect.TellPaused(paused));
      }
    }
  }

  void dismiss() {
    draft.dismissed = true;
    draft.paused = false;
  }

  void start() {
    draft.dismissed = false;
    switch (draft.phase) {
      case UNAVAILABLE, DORMANT, RESTING -> {
        draft.cancel(List.of(OrbTimer.RETRY));
        draft.rest(); // The need begins it at the end of this step.
      }
      case STOPPING -> draft.after = After.OFF;
      case OFF, WAITING, LAUNCHING, STARTING, READY -> {
        // It is on its way, or the need begins it.
      }
    }
  }

  // --- after a restart of the service ------------------------------------------------------------

  void restore() {
    stopping.pursueDoomed();
    OrbUnit unit = draft.unit;
    if (unit != null) {
      restore(unit);
    } else if (draft.phase == OrbPhase.WAITING) {
      draft.effects.add(new OrbEffect.RequestSlot());
    } else if (draft.phase == OrbPhase.RESTING) {
      draft.set(OrbTimer.RETRY, draft.rules.timing().restartDelay(), true);
    }
  }

  private void restore(OrbUnit unit) {
    OrbPhase phase = draft.phase;
    boolean adopts =
        unit.place() == OrbPlace.GPU && (phase == OrbPhase.STARTING || phase == OrbPhase.READY);
    if (adopts) {
      starting.comeAlive(phase);
      draft.effects.add(new OrbEffect.Probe(unit));
      draft.set(
          phase == OrbPhase.READY ? OrbTimer.ABSENT : OrbTimer.START,
          draft.rules.timing().start(),
          true);
      return;
    }
    // A process of ours died with us; of an order nobody knows what became of it.
    After after = phase == OrbPhase.STOPPING ? draft.after : After.OFF;
    draft.phase = OrbPhase.STOPPING;
    draft.after = after;
    stopping.terminate(true);
  }
}
