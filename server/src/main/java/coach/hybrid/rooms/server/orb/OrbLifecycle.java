package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The life of one room's orb: spawned when the coach is there, watched, restarted, stopped, never
 * left behind. Pure: a step gives a new state and what follows from it.
 */
public final class OrbLifecycle {
  /** So often in a row an orb may be found to cost too much. */
  private static final int MAX_EXCESSES = 3;

  /** One that starts is busy, and looks may be frequent. */
  private static final Duration LONGEST_EFFORT = Duration.ofMinutes(1);

  private final OrbRules rules;

  public OrbLifecycle(OrbRules rules) {
    this.rules = rules;
  }

  /** What a step leads to. */
  public record Step(OrbLife state, List<OrbEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /**
   * One step.
   *
   * @param need how the room stands now
   */
  public Step step(OrbLife state, OrbNeed need, OrbEvent event, Instant now) {
    OrbTurn turn = new OrbTurn(new OrbDraft(rules, state, need, now));
    take(turn, event);
    turn.followNeed();
    return new Step(turn.draft.life(), turn.draft.effects);
  }

  private void take(OrbTurn turn, OrbEvent event) {
    switch (event) {
      case OrbEvent.NeedChanged _ -> {
        // Every step follows the need.
      }
      case OrbEvent.Restored _ -> turn.restore();
      case OrbEvent.SlotGranted _ -> turn.starting.slotGranted();
      case OrbEvent.SlotRefused _ -> turn.starting.slotRefused();
      case OrbEvent.Launched launched -> turn.starting.launched(launched);
      case OrbEvent.LaunchFailed failed -> turn.starting.launchFailed(failed);
      case OrbEvent.Joined(int generation) when turn.draft.isPresent(generation) ->
          turn.starting.joined();
      case OrbEvent.Parted(int generation) when turn.draft.isPresent(generation) -> turn.parted();
      case OrbEvent.Heard(int generation) when turn.draft.isPresent(generation) ->
          turn.starting.heard();
      case OrbEvent.Measured measured when turn.draft.isPresent(measured.generation()) ->
          measured(turn, measured);
      case OrbEvent.Joined _, OrbEvent.Parted _, OrbEvent.Heard _, OrbEvent.Measured _ -> {
        // Of an orb whose time is over.
      }
      case OrbEvent.Gone(int generation, String reason) -> turn.stopping.gone(generation, reason);
      case OrbEvent.Start _ -> turn.start();
      case OrbEvent.Pause _ -> turn.pause(true);
      case OrbEvent.Resume _ -> turn.pause(false);
      case OrbEvent.Dismiss _ -> turn.dismiss();
      case OrbEvent.TimerFired(OrbTimer timer) -> fired(turn, timer);
    }
  }

  private void measured(OrbTurn turn, OrbEvent.Measured measured) {
    boolean fat = measured.memoryMegabytes() > rules.maxMemoryMegabytes();
    boolean busy = measured.cpuPercent() > rules.maxCpuPercent();
    long effort = LONGEST_EFFORT.dividedBy(rules.timing().heartbeat());
    if (!fat && !busy) {
      turn.excesses(0);
    } else if (turn.draft.excesses + 1 < (fat ? MAX_EXCESSES : Math.max(MAX_EXCESSES, effort))) {
      turn.excesses(turn.draft.excesses + 1);
    } else {
      turn.stopping.fail(fat ? "over-memory" : "over-cpu");
    }
  }

  /** A timer that was set for something that is over means nothing. */
  private static void fired(OrbTurn turn, OrbTimer timer) {
    OrbPhase phase = turn.draft.phase;
    switch (timer) {
      case RETRY -> when(phase == OrbPhase.RESTING, turn.starting::beginAgain);
      case DOOMED -> turn.stopping.pursueDoomed();
      case TERMINATE -> when(phase == OrbPhase.STOPPING, () -> turn.stopping.terminate(false));
      case KILL -> when(phase == OrbPhase.STOPPING, () -> turn.stopping.terminate(true));
      case GIVE_UP -> when(phase == OrbPhase.STOPPING, turn.stopping::giveUp);
      case START -> notStarted(turn, phase);
      case ABSENT -> when(phase == OrbPhase.READY, () -> turn.stopping.fail("left"));
      case STABLE -> when(phase == OrbPhase.READY, turn::stable);
      case CHECK -> when(lives(phase), turn::check);
      case UNRESPONSIVE -> when(lives(phase), () -> turn.stopping.fail("unresponsive"));
      case LIFETIME ->
          when(
              phase.admits(),
              () -> turn.stopping.stop("max_lifetime", After.UNAVAILABLE, "max-lifetime"));
      case IDLE ->
          when(
              lives(phase) && !turn.draft.need.heard(),
              () -> turn.stopping.stop("idle_timeout", After.DORMANT, null));
      case EMPTY ->
          when(
              phase.admits() && !turn.draft.need.anybodyHere(),
              () -> turn.stopping.stop("room_cleanup", After.OFF, null));
    }
  }

  private static boolean lives(OrbPhase phase) {
    return phase == OrbPhase.STARTING || phase == OrbPhase.READY;
  }

  private static void when(boolean holds, Runnable then) {
    if (holds) {
      then.run();
    }
  }

  private static void notStarted(OrbTurn turn, OrbPhase phase) {
    if (phase == OrbPhase.LAUNCHING) {
      turn.starting.launchFailed(
          new OrbEvent.LaunchFailed(turn.draft.generation, false, "no-answer"));
    } else if (phase == OrbPhase.STARTING) {
      turn.stopping.fail("not-joined");
    }
  }
}
