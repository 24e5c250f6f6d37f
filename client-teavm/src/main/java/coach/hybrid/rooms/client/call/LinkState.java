package coach.hybrid.rooms.client.call;

/** How a link to another participant stands, for people. */
public enum LinkState {
  CONNECTING,
  CONNECTED,
  POOR,
  RECONNECTING,
  /** No path leads there, and the other end does not know the relay; we go on trying. */
  UNREACHABLE,
  CLOSED
}
