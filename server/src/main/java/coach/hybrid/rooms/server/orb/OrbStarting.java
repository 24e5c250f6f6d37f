package coach.hybrid.rooms.server.orb;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an orb comes: a place in the fleet, a launch here or there, its seat in the room. */
final class OrbStarting {
  /** An orb that has done well for so long may fail as often again. */
  private static final Duration STABLE_AFTER = Duration.ofMinutes(10);

  private static final String AT_CAPACITY = "at-capacity";

  private final OrbDraft draft;
  private final OrbStopping stopping;

  OrbStarting(OrbDraft draft, OrbStopping stopping) {
    this.draft = draft;
    this.stopping = stopping;
  }

  void begin() {
    draft.place = draft.first();
    beginAgain();
  }

  void beginAgain() {
    draft.reason = null;
    draft.phase = OrbPhase.WAITING;
    draft.effects.add(new OrbEffect.RequestSlot());
  }

  void slotGranted() {
    if (draft.phase != OrbPhase.WAITING || !draft.mayStart()) {
      draft.effects.add(new OrbEffect.ReleaseSlot());
      if (draft.phase == OrbPhase.WAITING) {
        draft.rest();
      }
      return;
    }
    if (draft.place == draft.first() || AT_CAPACITY.equals(draft.reason)) {
      draft.reason = null;
    }
    launch();
  }

  void slotRefused() {
    if (draft.phase == OrbPhase.WAITING && !AT_CAPACITY.equals(draft.reason)) {
      draft.reason = AT_CAPACITY;
      draft.effects.add(new OrbEffect.TellSpawnFailed(AT_CAPACITY));
    }
  }

  private void launch() {
    OrbUnit unit = draft.next();
    draft.unit = unit;
    draft.phase = OrbPhase.LAUNCHING;
    draft.effects.add(new OrbEffect.Launch(unit));
    draft.set(OrbTimer.START, draft.rules.timing().start(), true);
  }

  void launched(OrbEvent.Launched event) {
    if (draft.isUnit(event.generation())) {
      draft.unit = draft.unit().launched(event);
      if (draft.phase == OrbPhase.LAUNCHING) {
        comeAlive(OrbPhase.STARTING);
        draft.effects.add(new OrbEffect.TellSpawned(draft.unit().orbId()));
        draft.set(OrbTimer.START, draft.rules.timing().start(), true);
      }
    } else {
      for (OrbUnit unit : draft.doomed) {
        if (unit.generation() == event.generation()) {
          draft.effects.add(new OrbEffect.Terminate(unit.launched(event), true));
        }
      }
    }
  }

  void launchFailed(OrbEvent.LaunchFailed event) {
    if (draft.isUnit(event.generation()) && draft.phase == OrbPhase.LAUNCHING) {
      String before = draft.reason;
      draft.reason = before == null ? event.reason() : before + "; " + event.reason();
      draft.cancel(List.of(OrbTimer.START));
      OrbPlace next = draft.rules.after(draft.place);
      if (next == null && before == null && draft.place != draft.first()) {
        next = draft.first(); // A restart began here; the places before have not had their turn.
      }
      tryElsewhere(draft.mayStart() ? next : null, event.certain());
    } else if (event.certain()) {
      stopping.gone(event.generation(), event.reason());
    }
  }

  private void tryElsewhere(@Nullable OrbPlace next, boolean certain) {
    if (!certain) {
      // It may have been started all the same: it keeps its place until that is out of the world.
      OrbUnit uncertain = draft.unit();
      draft.doom();
      draft.effects.add(new OrbEffect.Terminate(uncertain, true));
      draft.set(OrbTimer.DOOMED, OrbStopping.PURSUE_EVERY, false);
    }
    if (next == null) {
      if (certain) {
        draft.effects.add(new OrbEffect.ReleaseSlot());
        draft.lose();
      }
      draft.effects.add(new OrbEffect.Evict());
      draft.effects.add(new OrbEffect.TellSpawnFailed(draft.why()));
      draft.cancel(OrbDraft.OF_A_LIFE);
      draft.place = draft.first();
      stopping.retry();
    } else if (certain) {
      draft.place = next;
      launch();
    } else {
      draft.place = next;
      draft.phase = OrbPhase.WAITING;
      draft.effects.add(new OrbEffect.RequestSlot());
    }
  }

  void comeAlive(OrbPhase phase) {
    draft.phase = phase;
    draft.reason = null;
    draft.unit = draft.unit().living();
    Duration lived = Duration.between(draft.unit().launchedAt(), draft.now);
    draft.set(OrbTimer.LIFETIME, draft.rules.timing().maxLifetime().minus(lived), true);
    draft.set(OrbTimer.CHECK, draft.rules.timing().heartbeat(), true);
    draft.set(OrbTimer.UNRESPONSIVE, draft.rules.timing().unresponsive(), true);
  }

  void joined() {
    if (draft.phase == OrbPhase.LAUNCHING) { // It is faster than the answer to its launch.
      comeAlive(OrbPhase.READY);
      draft.effects.add(new OrbEffect.TellSpawned(draft.unit().orbId()));
    }
    draft.phase = OrbPhase.READY;
    draft.cancel(List.of(OrbTimer.START, OrbTimer.ABSENT));
    draft.set(OrbTimer.STABLE, STABLE_AFTER, false);
    heard();
    if (draft.paused) {
      draft.effects.add(new OrbEffect.TellPaused(true));
    }
  }

  void heard() {
    draft.set(OrbTimer.UNRESPONSIVE, draft.rules.timing().unresponsive(), true);
  }
}
