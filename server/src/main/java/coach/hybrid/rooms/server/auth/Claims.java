package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.room.OrbPass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a participant's token says (seed 000, JWT Token Validation).
 *
 * @param issuedAt long ago if it does not say so: whoever was ever removed is not let in by it
 * @param orb which orb it was made for; there, and only there, if the role is that of one
 */
public record Claims(
    String userId,
    String roomId,
    String sessionId,
    Role role,
    String name,
    Permissions permissions,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable OrbPass orb) {

  /** Of a person. */
  public Claims(
      String userId,
      String roomId,
      String sessionId,
      Role role,
      String name,
      Permissions permissions,
      Instant issuedAt,
      Instant expiresAt) {
    this(userId, roomId, sessionId, role, name, permissions, issuedAt, expiresAt, null);
  }

  Claims renewed(Instant newIssuedAt, Instant newExpiresAt) {
    return new Claims(
        userId, roomId, sessionId, role, name, permissions, newIssuedAt, newExpiresAt, orb);
  }
}
