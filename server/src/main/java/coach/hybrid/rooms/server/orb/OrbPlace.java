package coach.hybrid.rooms.server.orb;

/** Where orbs run, in the order in which they are tried (seed 000, Dual-Approach System). */
public enum OrbPlace {
  /** At a GPU manager; outlives this service. */
  GPU,
  /** A process of this service; dies with it. */
  PROCESS
}
