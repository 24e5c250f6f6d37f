package coach.hybrid.rooms.server.config;

import java.time.Duration;

/**
 * Sockets: how a dead one is found, and what one may send.
 *
 * @param pingInterval how often the server pings
 * @param silenceLimit a socket from which nothing came for so long is dead
 * @param messageBurst messages a peer may send at once
 * @param messagesPerSecond the rate it may keep up afterwards
 * @param eventsHeartbeat how often a follower of events gets a {@code heartbeat}
 * @param echo whether {@code /ws-echo} is there, for conformance suites
 */
public record SocketConfig(
    Duration pingInterval,
    Duration silenceLimit,
    int messageBurst,
    int messagesPerSecond,
    Duration eventsHeartbeat,
    boolean echo) {}
