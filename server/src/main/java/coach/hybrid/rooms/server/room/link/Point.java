package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkPath;

/**
 * How somebody's connection was from the point before until this one.
 *
 * @param untilSeconds since the history began
 * @param roundTripMillis 0 if it was not measured
 * @param upKbps what was sent to everybody, kbit/s
 * @param downKbps what came from everybody
 * @param path the lowest rung that was in use; {@code NONE} if somebody was not heard
 */
public record Point(
    int untilSeconds,
    int roundTripMillis,
    int lossPermille,
    int upKbps,
    int downKbps,
    LinkPath path) {

  /** Nobody told anything. */
  static Point gap(int untilSeconds) {
    return new Point(untilSeconds, 0, 0, 0, 0, LinkPath.NONE);
  }

  /**
   * Both as one.
   *
   * @param seconds how long this one is
   */
  Point merge(int seconds, Point next) {
    int nextSeconds = Math.max(0, next.untilSeconds - untilSeconds);
    boolean timed = roundTripMillis > 0 && next.roundTripMillis > 0;
    return new Point(
        next.untilSeconds,
        timed
            ? mean(roundTripMillis, seconds, next.roundTripMillis, nextSeconds)
            : Math.max(roundTripMillis, next.roundTripMillis),
        mean(lossPermille, seconds, next.lossPermille, nextSeconds),
        mean(upKbps, seconds, next.upKbps, nextSeconds),
        mean(downKbps, seconds, next.downKbps, nextSeconds),
        lower(path, next.path));
  }

  private static int mean(int one, int weight, int other, int otherWeight) {
    long weights = (long) weight + otherWeight;
    return weights == 0
        ? Math.max(one, other)
        : (int) Math.round(((double) one * weight + (double) other * otherWeight) / weights);
  }

  /** Of two rungs; not to be heard at all is the lowest. */
  static LinkPath lower(LinkPath one, LinkPath other) {
    if (one == LinkPath.NONE || other == LinkPath.NONE) {
      return LinkPath.NONE;
    }
    return one.compareTo(other) < 0 ? other : one;
  }
}
