package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ServerMessage.TokenRefreshed;

/** Makes a new token for somebody whose own is about to run out; must not wait. */
@FunctionalInterface
public interface TokenSource {
  TokenRefreshed refresh(RoomSpec spec, Entrant holder);
}
