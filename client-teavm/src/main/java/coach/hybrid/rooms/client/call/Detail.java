package coach.hybrid.rooms.client.call;

/** How much of a picture the other end of a link has use for. */
public enum Detail {
  /** All that the network carries: somebody looks at it. */
  FULL,

  /** A third of the width, a few frames a second: an orb sees that somebody is there, and how. */
  GLANCE
}
