package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.call.Self;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Protocol;

/** Where we sit, and what opens it. */
record Seat(String roomId, String token, String instanceId) {
  /** Where a socket to this room goes; a browser cannot send the token in a header. */
  String socketUrl(String door) {
    return Browser.socketOrigin()
        + "/"
        + door
        + "/"
        + Browser.encode(roomId)
        + "?token="
        + Browser.encode(token);
  }

  ClientMessage.Join join(Self self) {
    return new ClientMessage.Join(
        roomId,
        self.userId(),
        self.userName(),
        self.role(),
        ParticipantType.HUMAN,
        Protocol.VERSION,
        instanceId);
  }
}
