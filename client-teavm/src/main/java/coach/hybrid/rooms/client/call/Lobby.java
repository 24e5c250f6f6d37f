package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.Consent;
import java.util.List;

/**
 * What the lobby knows before anybody joins.
 *
 * @param startTime {@code HH:MM} here, after the day if it is not today, or empty if the session is
 *     not scheduled
 * @param maxDurationMinutes 0 if it is unknown
 * @param seatTaken whether we are in the call already, in another window
 * @param asks what the room has that everybody has to agree to for himself
 */
public record Lobby(
    Self self,
    List<Other> others,
    String startTime,
    int maxDurationMinutes,
    boolean seatTaken,
    Consent asks) {

  /** Somebody else who is expected, here or not yet. */
  public record Other(String userId, String userName, boolean connected) {}

  public Lobby {
    others = List.copyOf(others);
  }
}
