package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ServerMessage.TokenRefreshed;

/** Tokens that say whose they are and which they are, and live for three quarters of an hour. */
final class FakeTokens implements TokenSource {
  static final int LIFE_MILLIS = 45 * 60 * 1_000;

  private int serial;

  @Override
  public TokenRefreshed refresh(RoomSpec spec, Entrant holder) {
    serial++;
    return new TokenRefreshed("token " + serial + " of " + holder.userId(), LIFE_MILLIS);
  }
}
