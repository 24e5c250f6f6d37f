package coach.hybrid.rooms.server.config;

import java.time.Duration;

/**
 * How long things last in a room.
 *
 * @param joinTimeout how long a socket may stay without a {@code join}
 * @param seatGrace how long a seat stays taken without a socket
 * @param retention how long an ended room can still be asked about
 */
public record RoomConfig(Duration joinTimeout, Duration seatGrace, Duration retention) {}
