package coach.hybrid.rooms.protocol;

/** WebSocket close codes of {@code /ws-simple} (RFC 6455, section 7.4.2: 4000–4999 are ours). */
public final class CloseCode {
  /** The peer left of its own will. */
  public static final int NORMAL = 1000;

  /** The server is stopping or restarting: reconnect. */
  public static final int GOING_AWAY = 1001;

  /** The server broke while handling this room. */
  public static final int INTERNAL = 1011;

  /** Too many malformed messages. */
  public static final int BAD_MESSAGES = 4400;

  /** The token no longer opens this seat: get a new link. */
  public static final int UNAUTHORIZED = 4401;

  /** Not allowed here; do not come back with the same token. */
  public static final int FORBIDDEN = 4403;

  /** No {@code join} arrived in time, or the peer stopped answering pings. */
  public static final int TIMEOUT = 4408;

  /** The same participant joined from somewhere else: do not reconnect by yourself. */
  public static final int REPLACED = 4409;

  /** The room has ended; the reason is that of {@code room-ended}. */
  public static final int ROOM_ENDED = 4410;

  /** Messages came too fast, or were taken too slowly. */
  public static final int OVERLOADED = 4429;

  private CloseCode() {}
}
