package coach.hybrid.rooms.tools.orb.face;

/**
 * One moment of the face, in shares of the picture's height, so that it is the same at every size.
 *
 * @param radius of the body
 * @param glow from 0, none, to 1
 * @param warmth from 0, indigo, to 1, warm white in the middle
 * @param turn of the light inside, in radians
 * @param inward from 0, open, to 1, drawn to its centre
 */
public record FaceParameters(
    double radius, double glow, double warmth, double turn, double inward) {

  /** At rest; where every face begins. */
  public static final FaceParameters REST = new FaceParameters(0.26, 0.35, 0.35, 0, 0);

  private static final double BREATH_SECONDS = 4.5;
  private static final double THINKING_TURN_SECONDS = 3;
  private static final double RESTING_TURN_SECONDS = 24;

  /** Half of the way to a new expression is gone in this time. */
  private static final double EASE_SECONDS = 0.12;

  /**
   * What the face moves towards.
   *
   * @param seconds since it was first shown
   * @param level of its own voice, 0 to 1
   */
  static FaceParameters target(Expression expression, double seconds, double level) {
    double breath = Math.sin(2 * Math.PI * seconds / BREATH_SECONDS);
    return switch (expression) {
      case LISTENING -> new FaceParameters(0.26 + 0.012 * breath, 0.4 + 0.1 * breath, 0.4, 0, 0.05);
      case THINKING -> new FaceParameters(0.225 + 0.004 * breath, 0.3, 0.55, 0, 0.85);
      case SPEAKING ->
          new FaceParameters(0.265 + 0.055 * level, 0.45 + 0.55 * level, 0.6 + 0.4 * level, 0, 0);
      case PAUSED -> new FaceParameters(0.23, 0.12, 0.05, 0, 0.3);
    };
  }

  /** This face a moment later, on its way to what it is to express: nothing ever jumps. */
  public FaceParameters after(
      double elapsedSeconds, Expression expression, double seconds, double level) {
    FaceParameters to = target(expression, seconds, level);
    double part = 1 - Math.pow(0.5, elapsedSeconds / EASE_SECONDS);
    double turnSeconds =
        expression == Expression.THINKING ? THINKING_TURN_SECONDS : RESTING_TURN_SECONDS;
    double turned = (turn + 2 * Math.PI * elapsedSeconds / turnSeconds) % (2 * Math.PI);
    return new FaceParameters(
        radius + (to.radius - radius) * part,
        glow + (to.glow - glow) * part,
        warmth + (to.warmth - warmth) * part,
        turned,
        inward + (to.inward - inward) * part);
  }
}
