package coach.hybrid.rooms.server.socket;

/**
 * What one kind of socket may cost.
 *
 * @param kind what it is called in figures
 * @param maxMessageBytes longest message that is taken, fragments together
 * @param binary whether binary messages are taken at all
 * @param maxWaitingMessages messages that may wait to go out before the peer is cut off
 * @param maxWaitingCost characters and octets that may wait, all {@link SocketMessage#cost}
 *     together
 */
public record SocketLimits(
    String kind, int maxMessageBytes, boolean binary, int maxWaitingMessages, int maxWaitingCost) {}
