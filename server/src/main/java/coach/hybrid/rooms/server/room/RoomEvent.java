package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Role;
import java.time.Duration;
import java.time.Instant;

/** What happened in a room, in the past tense; seed 001's events are made of these. */
public sealed interface RoomEvent {
  String roomId();

  Instant at();

  /** The coach is here for the first time. */
  record RoomStarted(String roomId, Instant at) implements RoomEvent {}

  record ParticipantJoined(String roomId, Instant at, String participantId, Role role)
      implements RoomEvent {}

  /**
   * The end of a stay.
   *
   * @param at when the participant was last there, not when the grace ran out
   */
  record ParticipantLeft(String roomId, Instant at, String participantId, Role role, Duration stay)
      implements RoomEvent {}

  record RoomEnded(String roomId, Instant at, EndReason reason) implements RoomEvent {}

  /** Told in the order in which things happened in each room; must not wait. */
  @FunctionalInterface
  interface Listener {
    void on(RoomEvent event);
  }
}
