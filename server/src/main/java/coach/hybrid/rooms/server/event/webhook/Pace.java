package coach.hybrid.rooms.server.event.webhook;

import java.time.Duration;

/**
 * How hard receivers are pressed.
 *
 * @param firstDelay the rest after a first failure; it doubles from there
 * @param longestDelay the longest rest, also of those a receiver asks for
 * @param freshDelay the longest rest for a room in which nothing has failed: the trouble may be one
 *     event of another room
 * @param giveUp how long after an event its delivery is tried
 * @param parallelRooms how many rooms a healthy receiver is told of at once
 */
public record Pace(
    Duration firstDelay,
    Duration longestDelay,
    Duration freshDelay,
    Duration giveUp,
    int parallelRooms) {
  private static final int PARALLEL_ROOMS = 16;

  public static Pace ofDays(Duration giveUp) {
    return new Pace(
        Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofMinutes(1), giveUp, PARALLEL_ROOMS);
  }
}
