package coach.hybrid.rooms.protocol.orb;

import java.util.List;

/** What the service tells an orb. */
public sealed interface OrbCommand {

  /**
   * {@code shutdown_graceful}: sum up and go.
   *
   * @param reason {@code session_complete}, {@code room_cleanup}, {@code idle_timeout}, {@code
   *     max_lifetime} (seed 003), or a later word
   */
  record ShutDown(String reason) implements OrbCommand {}

  /** {@code update_participants}: the ids of the people who are in the room now. */
  record UpdateParticipants(List<String> participants) implements OrbCommand {
    public UpdateParticipants {
      participants = List.copyOf(participants);
    }
  }

  /** {@code orb-control} {@code pause}: fall silent at once, and listen to nobody. */
  record Pause() implements OrbCommand {}

  /** {@code orb-control} {@code resume}. */
  record Resume() implements OrbCommand {}
}
