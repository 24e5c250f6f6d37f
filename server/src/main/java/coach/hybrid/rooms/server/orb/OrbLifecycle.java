package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.time.Instant;
import java.util.List;

/**
 * The life of one room's orb: spawned when the coach is there, watched, restarted, stopped, never
 * left behind. Pure: a step gives a new state and what follows from it.
 */
public final class OrbLifecycle {
  /** So often in a row an orb may be found to cost too much. */
  private static final int MAX_EXCESSES = 3;

  private final OrbRules rules;

  public OrbLifecycle(OrbRules rules) {
    this.rules = rules;
  }

  /** What a step leads to. */
  public record Step(OrbLife state, List<OrbEffect> effects) {}

  /**
   * One step.
   *
   * @param need how the room stands now
   */
  public Step step(OrbLife state, OrbNeed need, OrbEvent event, Instant now) {
    OrbTurn turn = new OrbTurn(rules, state, need, now);
    take(turn, event);
    turn.followNeed();
    return new Step(turn.state(), turn.effects());
  }

  private void take(OrbTurn turn, OrbEvent event) {
    switch (event) {
      case OrbEvent.NeedChanged _ -> {
        // Every step follows the need.
      }
      case OrbEvent.Restored _ -> turn.restore();
      case OrbEvent.SlotGranted _ -> turn.slotGranted();
      case OrbEvent.SlotRefused _ -> turn.slotRefused();
      case OrbEvent.Launched launched -> turn.launched(launched);
      case OrbEvent.LaunchFailed failed -> turn.launchFailed(failed);
      case OrbEvent.Joined(int generation) when turn.isPresent(generation) -> turn.joined();
      case OrbEvent.Parted(int generation) when turn.isPresent(generation) -> turn.parted();
      case OrbEvent.Heard(int generation) when turn.isPresent(generation) -> turn.heard();
      case OrbEvent.Measured measured when turn.isPresent(measured.generation()) ->
          measured(turn, measured);
      case OrbEvent.Joined _, OrbEvent.Parted _, OrbEvent.Heard _, OrbEvent.Measured _ -> {
        // Of an orb whose time is over.
      }
      case OrbEvent.Gone(int generation, String reason) -> turn.gone(generation, reason);
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
    if (!fat && !busy) {
      turn.excesses(0);
    } else if (turn.state().excesses() + 1 < MAX_EXCESSES) {
      turn.excesses(turn.state().excesses() + 1);
    } else {
      turn.fail(fat ? "over-memory" : "over-cpu");
    }
  }

  /** A timer that was set for something that is over means nothing. */
  private static void fired(OrbTurn turn, OrbTimer timer) {
    OrbPhase phase = turn.state().phase();
    switch (timer) {
      case RETRY -> when(phase == OrbPhase.RESTING, turn::beginAgain);
      case DOOMED -> turn.pursueDoomed();
      case TERMINATE -> when(phase == OrbPhase.STOPPING, () -> turn.terminate(false));
      case KILL -> when(phase == OrbPhase.STOPPING, () -> turn.terminate(true));
      case GIVE_UP -> when(phase == OrbPhase.STOPPING, turn::giveUp);
      case START -> notStarted(turn, phase);
      case ABSENT -> when(phase == OrbPhase.READY, () -> turn.fail("left"));
      case STABLE -> when(phase == OrbPhase.READY, turn::stable);
      case CHECK -> when(lives(phase), turn::check);
      case UNRESPONSIVE -> when(lives(phase), () -> turn.fail("unresponsive"));
      case LIFETIME ->
          when(phase.admits(), () -> turn.stop("max_lifetime", After.UNAVAILABLE, "max-lifetime"));
      case IDLE ->
          when(
              lives(phase) && !turn.need().heard(),
              () -> turn.stop("idle_timeout", After.DORMANT, null));
      case EMPTY ->
          when(
              phase.admits() && !turn.need().anybodyHere(),
              () -> turn.stop("room_cleanup", After.OFF, null));
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
      turn.launchFailed(new OrbEvent.LaunchFailed(turn.state().generation(), false, "no-answer"));
    } else if (phase == OrbPhase.STARTING) {
      turn.fail("not-joined");
    }
  }
}
