package coach.hybrid.rooms.tools.orb.face;

/** What the orb shows that it is doing. */
public enum Expression {
  LISTENING,
  THINKING,
  SPEAKING,
  PAUSED
}
