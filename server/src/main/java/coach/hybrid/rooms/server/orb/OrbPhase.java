package coach.hybrid.rooms.server.orb;

/** How far a room's orb is. */
public enum OrbPhase {
  /** None, and none is wanted. */
  OFF,
  /** All places may be taken; a place in the fleet was asked for. */
  WAITING,
  /** Ordered; whether it lives is not known yet. */
  LAUNCHING,
  /** It lives and is on its way into the room. */
  STARTING,
  /** In the room. */
  READY,
  /** On its way out. */
  STOPPING,
  /** It failed; another one is tried in a moment. */
  RESTING,
  /** It failed too often, or its time is over; the coach may start another one. */
  UNAVAILABLE,
  /** It went because nobody could be heard, and comes back when somebody can. */
  DORMANT;

  /** Whether an orb of this phase may come in. */
  boolean admits() {
    return this == LAUNCHING || this == STARTING || this == READY;
  }
}
