package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;

/** Who we are, as the room service knows us. */
public record Self(String userId, String userName, Role role, Permissions permissions) {}
