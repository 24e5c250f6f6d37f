package coach.hybrid.rooms.server.room.link;

import java.time.Instant;
import java.util.List;

/**
 * Enough to draw somebody's connection over the session.
 *
 * @param begun what the points count from
 */
public record History(Instant begun, List<Point> points) {
  public History {
    points = List.copyOf(points);
  }
}
