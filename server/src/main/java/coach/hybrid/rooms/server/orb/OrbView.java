package coach.hybrid.rooms.server.orb;

import org.jspecify.annotations.Nullable;

/**
 * What people in the room are shown of its orb.
 *
 * @param reason a stable word, or null
 */
public record OrbView(Word word, @Nullable String reason) {
  /** The states of {@code orb-state}. */
  public enum Word {
    OFF,
    STARTING,
    READY,
    PAUSED,
    UNAVAILABLE
  }
}
