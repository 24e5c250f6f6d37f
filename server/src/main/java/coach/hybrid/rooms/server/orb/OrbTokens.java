package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.config.Secret;
import java.time.Instant;

/** Makes what opens a room's door to one orb. */
@FunctionalInterface
public interface OrbTokens {
  Secret mint(OrbOrder order, Instant expiresAt);
}
