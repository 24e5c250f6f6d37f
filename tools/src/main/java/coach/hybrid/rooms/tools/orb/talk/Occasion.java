package coach.hybrid.rooms.tools.orb.talk;

/** Why the orb speaks. */
public enum Occasion {
  GREETING,
  /** Somebody has said something and there is a pause. */
  PAUSE,
  /** Little time is left. */
  CLOSING
}
