package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.call.Self;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Protocol;

/** Where we sit, and what opens it: a token that the room replaces before it runs out. */
final class Seat {
  private final String roomId;
  private final String tokenKey;
  private final String instanceId = Browser.randomId();
  private String token;

  /**
   * A place to sit.
   *
   * @param tokenKey under which this tab remembers the token, for a reload
   */
  Seat(String roomId, String token, String tokenKey) {
    this.roomId = roomId;
    this.token = token;
    this.tokenKey = tokenKey;
  }

  String roomId() {
    return roomId;
  }

  String token() {
    return token;
  }

  /** The room gave us another one: it holds for every door from now on. */
  void refresh(String next) {
    token = next;
    Browser.rememberInTab(tokenKey, next);
  }

  /** Where a socket to this room goes now; a browser cannot send the token in a header. */
  String socketUrl(String door) {
    return Browser.socketOrigin()
        + "/"
        + door
        + "/"
        + Browser.encode(roomId)
        + "?token="
        + Browser.encode(token);
  }

  /** Where media goes over the service; a page that was replaced must not get its successor's. */
  String mediaUrl() {
    return socketUrl("media") + "&instance=" + instanceId;
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

  /** The page goes away: the beacon gives the seat back even if the socket does not get to it. */
  void giveBack() {
    Browser.beaconLeave(roomId, token, instanceId);
  }
}
