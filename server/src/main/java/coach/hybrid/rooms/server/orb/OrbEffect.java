package coach.hybrid.rooms.server.orb;

import java.time.Duration;

/** What follows from a step of an orb's life; done in order, once the new state is written. */
public sealed interface OrbEffect {
  record RequestSlot() implements OrbEffect {}

  /** The request is void; a grant that is on its way comes back with {@link ReleaseSlot}. */
  record WithdrawRequest() implements OrbEffect {}

  record ReleaseSlot() implements OrbEffect {}

  record Launch(OrbUnit unit) implements OrbEffect {}

  /** Look whether it lives, and what it costs. */
  record Probe(OrbUnit unit) implements OrbEffect {}

  /**
   * {@code shutdown_graceful}.
   *
   * @param reason one of seed 003's
   */
  record AskToLeave(OrbUnit unit, String reason) implements OrbEffect {}

  /**
   * Ends it from outside; answered with {@link OrbEvent.Gone} when it is.
   *
   * @param force whether it has had its time to go by itself
   */
  record Terminate(OrbUnit unit, boolean force) implements OrbEffect {}

  /** {@code orb-control} to the orb. */
  record TellPaused(boolean paused) implements OrbEffect {}

  /** Its seat is free. */
  record Evict() implements OrbEffect {}

  record TellSpawned(String orbId) implements OrbEffect {}

  record TellSpawnFailed(String reason) implements OrbEffect {}

  /** No more attempts are made. */
  record TellGivenUp(String reason) implements OrbEffect {}

  /** An orb that had been there is being replaced. */
  record TellRestarting(String reason) implements OrbEffect {}

  /**
   * Starts a timer.
   *
   * @param anew whether one that runs already starts over; else it runs on
   */
  record SetTimer(OrbTimer timer, Duration delay, boolean anew) implements OrbEffect {}

  record CancelTimer(OrbTimer timer) implements OrbEffect {}
}
