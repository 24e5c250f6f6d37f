package coach.hybrid.rooms.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long things last in a room, and how many rooms there may be.
 *
 * @param joinTimeout how long a socket may stay without a {@code join}
 * @param seatGrace how long a seat stays taken without a socket
 * @param emptyTimeout how long a started room stays without a person in it
 * @param retention how long an ended room can still be asked about
 * @param maxRooms how many rooms may have people in them at once; 0 for any number
 * @param earlyEntry how long before the scheduled start a room opens; null for any time
 */
public record RoomConfig(
    Duration joinTimeout,
    Duration seatGrace,
    Duration emptyTimeout,
    Duration retention,
    int maxRooms,
    @Nullable Duration earlyEntry) {}
