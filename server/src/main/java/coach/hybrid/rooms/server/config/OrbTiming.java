package coach.hybrid.rooms.server.config;

import java.time.Duration;

/**
 * How long things last in an orb's life (seed 000, Lifecycle Management).
 *
 * @param heartbeat how often an orb is looked at
 * @param unresponsive how long an orb may give no sign of life
 * @param start how long an orb may take to come into the room, or be out of it
 * @param emptyGrace how long an orb stays in an empty room
 * @param maxLifetime how long one orb may live
 * @param idle how long an orb stays while nobody could be heard
 * @param restartDelay how long to wait before the first restart; four times as long each time
 * @param maxRestarts how often an orb that failed is replaced
 */
public record OrbTiming(
    Duration heartbeat,
    Duration unresponsive,
    Duration start,
    Duration emptyGrace,
    Duration maxLifetime,
    Duration idle,
    Duration restartDelay,
    int maxRestarts) {}
