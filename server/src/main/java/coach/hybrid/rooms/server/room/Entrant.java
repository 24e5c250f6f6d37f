package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who the door let in: what a token proved, not what a {@code join} claims.
 *
 * @param resumeOnly the token has run out in mid-call, so it opens nothing but the seat this same
 *     page still holds
 * @param orb which of the orbs that this service had started, or null
 * @param life of the token
 */
public record Entrant(
    String userId,
    String name,
    Role role,
    ParticipantType type,
    Permissions permissions,
    boolean resumeOnly,
    @Nullable OrbPass orb,
    TokenLife life) {

  /** Somebody without a token. */
  public Entrant(
      String userId,
      String name,
      Role role,
      ParticipantType type,
      Permissions permissions,
      boolean resumeOnly,
      @Nullable OrbPass orb) {
    this(userId, name, role, type, permissions, resumeOnly, orb, TokenLife.NONE);
  }

  /** Somebody without a token, but for an orb of this service. */
  public Entrant(
      String userId,
      String name,
      Role role,
      ParticipantType type,
      Permissions permissions,
      boolean resumeOnly) {
    this(userId, name, role, type, permissions, resumeOnly, null);
  }
}
