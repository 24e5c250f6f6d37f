package coach.hybrid.rooms.server.orb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen in an orb's life. Generations say which orb it happened to. */
public sealed interface OrbEvent {
  /** The room stands otherwise than before. */
  record NeedChanged() implements OrbEvent {}

  /** The service is back after a stop or a crash, and all rooms have the places they had. */
  record Restored() implements OrbEvent {}

  /** The fleet has a place. */
  record SlotGranted() implements OrbEvent {}

  /** The fleet has none; it will be granted when there is one. */
  record SlotRefused() implements OrbEvent {}

  /**
   * It was started.
   *
   * @param handle what the GPU manager calls it, if it does not take our id
   */
  record Launched(
      int generation, @Nullable String handle, long processId, @Nullable Instant processStart)
      implements OrbEvent {}

  /**
   * It could not be launched.
   *
   * @param certain whether it surely does not live
   * @param reason a stable word or two
   */
  record LaunchFailed(int generation, boolean certain, String reason) implements OrbEvent {}

  /** It has taken its seat. */
  record Joined(int generation) implements OrbEvent {}

  /** Its socket or its seat is gone. */
  record Parted(int generation) implements OrbEvent {}

  /** Any sign of life. */
  record Heard(int generation) implements OrbEvent {}

  /**
   * What it costs.
   *
   * @param cpuPercent of one core
   */
  record Measured(int generation, int cpuPercent, int memoryMegabytes) implements OrbEvent {}

  /** It does not live any more. */
  record Gone(int generation, String reason) implements OrbEvent {}

  /** Somebody who may wants it: also one that was dismissed or has failed too often. */
  record Start() implements OrbEvent {}

  record Pause() implements OrbEvent {}

  record Resume() implements OrbEvent {}

  /** Somebody who may does not want it any more. */
  record Dismiss() implements OrbEvent {}

  record TimerFired(OrbTimer timer) implements OrbEvent {}
}
