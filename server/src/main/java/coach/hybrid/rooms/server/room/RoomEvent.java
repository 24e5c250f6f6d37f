package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;
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
  record ParticipantLeft(
      String roomId, Instant at, String participantId, Role role, Duration stay, LeaveCause cause)
      implements RoomEvent {}

  /**
   * Everybody is out.
   *
   * @param length from the actual start to the end; zero if the room never started
   */
  record RoomEnded(
      String roomId, Instant at, EndReason reason, boolean summaryReady, Duration length)
      implements RoomEvent {}

  /**
   * The session has been summed up.
   *
   * @param took from the end of the session
   */
  record SummaryReady(String roomId, Instant at, Duration took) implements RoomEvent {}

  /** Somebody said something, and it was written down. */
  record Uttered(String roomId, Instant at, Utterance utterance) implements RoomEvent {}

  /** An orb is on its way into the room (seed 000). */
  record OrbSpawned(String roomId, Instant at, String orbId) implements RoomEvent {}

  record OrbSpawnFailed(String roomId, Instant at, String error) implements RoomEvent {}

  /**
   * Something went wrong that the main app should know of.
   *
   * @param error a stable code
   */
  record Failed(String roomId, Instant at, String error, String message) implements RoomEvent {
    public static final String SUMMARY = "summary_failed";
    public static final String ROOM = "room_failed";
    public static final String ORB = "orb_failed";
  }

  /** How a stay ended. */
  enum LeaveCause {
    /** The participant said so. */
    LEFT,
    /** The socket was gone for longer than the grace. */
    LOST,
    /** The main app switched the assistant off. */
    DISMISSED,
    /** The coach removed the participant. */
    REMOVED,
    ROOM_ENDED
  }

  /** Told in the order in which things happened in each room; must not wait. */
  @FunctionalInterface
  interface Listener {
    void on(RoomEvent event);

    /** A page came back into the seat it held; no event, but worth counting. */
    default void resumed(String roomId) {}

    /**
     * Somebody was let in.
     *
     * @param took from the opening of the socket to the roster
     */
    default void admitted(String roomId, Duration took) {}

    /** One end told how it hears the other; it heard it by that path before. */
    default void linkReported(String roomId, LinkReport report, LinkPath before) {}

    /** A link that went by this path is no more. */
    default void linkParted(String roomId, LinkPath path) {}

    /** The room has ended. */
    default void used(String roomId, RoomUse use) {}
  }
}
