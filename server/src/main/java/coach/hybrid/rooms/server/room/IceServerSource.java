package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ServerMessage.IceServers;

/** Where a participant's ICE servers come from; each call may make fresh credentials. */
@FunctionalInterface
public interface IceServerSource {
  IceServers iceServersFor(String userId);
}
