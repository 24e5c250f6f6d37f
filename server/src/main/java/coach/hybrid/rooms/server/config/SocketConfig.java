package coach.hybrid.rooms.server.config;

import java.time.Duration;

/**
 * Limits of one signalling socket.
 *
 * @param pingInterval how often the server pings
 * @param silenceLimit a socket from which nothing came for so long is dead
 * @param messageBurst messages a peer may send at once
 * @param messagesPerSecond the rate it may keep up afterwards
 */
public record SocketConfig(
    Duration pingInterval, Duration silenceLimit, int messageBurst, int messagesPerSecond) {}
