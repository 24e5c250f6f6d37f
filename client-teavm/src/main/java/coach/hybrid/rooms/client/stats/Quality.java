package coach.hybrid.rooms.client.stats;

/** How a link feels to the person who listens. */
public enum Quality {
  GOOD,
  POOR,
  /** Packets came before, and come no more. */
  LOST
}
