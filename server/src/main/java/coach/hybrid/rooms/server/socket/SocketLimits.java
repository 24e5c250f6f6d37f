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
 * @param kernelBytes what the kernel may take before it is on its way, where that must not be much
 *     because it gets old there; 0 for as much as it likes
 */
public record SocketLimits(
    String kind,
    int maxMessageBytes,
    boolean binary,
    int maxWaitingMessages,
    int maxWaitingCost,
    int kernelBytes) {

  /** Where nothing gets old. */
  public SocketLimits(
      String kind,
      int maxMessageBytes,
      boolean binary,
      int maxWaitingMessages,
      int maxWaitingCost) {
    this(kind, maxMessageBytes, binary, maxWaitingMessages, maxWaitingCost, 0);
  }
}
