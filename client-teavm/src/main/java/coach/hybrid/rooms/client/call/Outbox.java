package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.ClientMessage;

/** The way to the room service. */
public interface Outbox {
  void send(ClientMessage message);

  /** Forgets what still waits for this participant: the link it belongs to is gone. */
  void discard(String userId);
}
