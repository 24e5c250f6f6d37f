package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbState.After;
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
  public record Step(OrbState state, List<OrbEffect> effects) {}

  /**
   * One step.
   *
   * @param need how the room stands now
   */
  public Step step(OrbState state, OrbNeed need, OrbEvent event, Instant now) {
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

  private static void fired(OrbTurn turn, OrbTimer timer) {
    OrbPhase phase = turn.state().phase();
    boolean lives = phase == OrbPhase.STARTING || phase == OrbPhase.READY;
    boolean stopping = phase == OrbPhase.STOPPING;
    switch (timer) {
      case START when phase == OrbPhase.LAUNCHING ->
          turn.launchFailed(
              new OrbEvent.LaunchFailed(turn.state().generation(), false, "no-answer"));
      case START when phase == OrbPhase.STARTING -> turn.fail("not-joined");
      case ABSENT when phase == OrbPhase.READY -> turn.fail("left");
      case CHECK when lives -> turn.check();
      case UNRESPONSIVE when lives -> turn.fail("unresponsive");
      case LIFETIME when phase.admits() ->
          turn.stop("max_lifetime", After.UNAVAILABLE, "max-lifetime");
      case IDLE when lives && !turn.need().heard() -> turn.stop("idle_timeout", After.DORMANT, null);
      case EMPTY when phase.admits() && !turn.need().anybodyHere() ->
          turn.stop("room_cleanup", After.OFF, null);
      case STABLE when phase == OrbPhase.READY -> turn.stable();
      case RETRY when phase == OrbPhase.RESTING -> turn.begin();
      case TERMINATE when stopping -> turn.terminate(false);
      case KILL when stopping -> turn.terminate(true);
      case GIVE_UP when stopping -> turn.giveUp();
      case DOOMED -> turn.pursueDoomed();
      case START,
          ABSENT,
          CHECK,
          UNRESPONSIVE,
          LIFETIME,
          IDLE,
          EMPTY,
          STABLE,
          RETRY,
          TERMINATE,
          KILL,
          GIVE_UP -> {
        // It was set for something that is over.
      }
    }
  }
}
