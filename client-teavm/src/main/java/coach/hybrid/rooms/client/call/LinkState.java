package coach.hybrid.rooms.client.call;

/** How a link to another participant stands, for people. */
public enum LinkState {
  CONNECTING,
  CONNECTED,
  POOR,
  RECONNECTING,
  CLOSED
}
