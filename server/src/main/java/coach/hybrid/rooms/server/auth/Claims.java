package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import java.time.Instant;

/** What a participant's token says (seed 000, JWT Token Validation). */
public record Claims(
    String userId,
    String roomId,
    String sessionId,
    Role role,
    String name,
    Permissions permissions,
    Instant expiresAt) {}
