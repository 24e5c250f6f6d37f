package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an orb goes: asked, told, made to, given up and pursued; and whether another one follows. */
final class OrbStopping {
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

  private final OrbDraft draft;

  OrbStopping(OrbDraft draft) {
    this.draft = draft;
  }

  void stop(String reason, After after, @Nullable String shown) {
    draft.cancel(OrbDraft.OF_A_LIFE);
    draft.phase = OrbPhase.STOPPING;
    draft.after = after;
    draft.reason = shown;
    draft.effects.add(new OrbEffect.AskToLeave(draft.unit(), reason));
    draft.set(OrbTimer.TERMINATE, TERMINATE_AFTER, true);
    draft.set(OrbTimer.KILL, KILL_AFTER, true);
  }

  /** The present orb is of no use any more. */
  void fail(String why) {
    tellFailure(why);
    chooseNextPlace();
    draft.cancel(OrbDraft.OF_A_LIFE);
    draft.phase = OrbPhase.STOPPING;
    draft.after = After.RESTART;
    draft.reason = why;
    draft.effects.add(new OrbEffect.AskToLeave(draft.unit(), "room_cleanup"));
    draft.effects.add(new OrbEffect.Terminate(draft.unit(), false));
    draft.set(OrbTimer.KILL, KILL_FAILED_AFTER, true);
  }

  private void tellFailure(String why) {
    draft.effects.add(
        draft.phase == OrbPhase.READY
            ? new OrbEffect.TellRestarting(why)
            : new OrbEffect.TellSpawnFailed(why));
  }

  void terminate(boolean force) {
    draft.effects.add(new OrbEffect.Terminate(draft.unit(), force));
    if (force) {
      draft.set(OrbTimer.GIVE_UP, GIVE_UP_AFTER, true);
    }
  }

  /** The call goes on without waiting for an orb that cannot be reached. */
  void giveUp() {
    draft.doom();
    draft.set(OrbTimer.DOOMED, PURSUE_EVERY, false);
    draft.effects.add(new OrbEffect.Evict());
    arrive();
  }

  void gone(int generation, String why) {
    if (!draft.isUnit(generation)) {
      if (draft.doomed.removeIf(unit -> unit.generation() == generation)) {
        draft.effects.add(new OrbEffect.ReleaseSlot());
      }
      return;
    }
    if (draft.phase != OrbPhase.STOPPING) {
      tellFailure(why);
      chooseNextPlace();
      draft.after = After.RESTART;
      draft.reason = why;
    }
    draft.cancel(OrbDraft.OF_A_LIFE);
    draft.cancel(OF_A_STOP);
    draft.lose();
    draft.effects.add(new OrbEffect.Evict());
    draft.effects.add(new OrbEffect.ReleaseSlot());
    arrive();
  }

  private void arrive() {
    switch (draft.after) {
      case OFF -> draft.rest();
      case DORMANT -> draft.phase = OrbPhase.DORMANT;
      case UNAVAILABLE -> draft.phase = OrbPhase.UNAVAILABLE;
      case RESTART -> retry();
    }
  }

  void retry() {
    if (!draft.mayStart()) {
      draft.rest();
    } else if (draft.restarts < draft.rules.timing().maxRestarts()) {
      draft.set(OrbTimer.RETRY, draft.rules.restartDelay(draft.restarts), true);
      draft.phase = OrbPhase.RESTING;
      draft.restarts++;
      draft.excesses = 0;
    } else {
      draft.effects.add(new OrbEffect.TellGivenUp(draft.why()));
      draft.phase = OrbPhase.UNAVAILABLE;
    }
  }

  void pursueDoomed() {
    Instant horizon = draft.now.minus(draft.rules.timing().maxLifetime()).minus(SURELY_DEAD);
    for (OrbUnit unit : List.copyOf(draft.doomed)) {
      if (unit.launchedAt().isBefore(horizon)) {
        gone(unit.generation(), "surely-dead");
      } else {
        draft.effects.add(new OrbEffect.Terminate(unit, true));
      }
    }
    if (!draft.doomed.isEmpty()) {
      draft.set(OrbTimer.DOOMED, PURSUE_EVERY, true);
    }
  }

  /** One that never came in says something about its place: the next one is tried elsewhere. */
  private void chooseNextPlace() {
    OrbPlace next = draft.phase == OrbPhase.READY ? null : draft.rules.after(draft.place);
    draft.place = next == null ? draft.first() : next;
  }
}
