package coach.hybrid.rooms.server.config;

import java.net.InetAddress;
import java.util.Set;

/**
 * What is allowed to orbs.
 *
 * @param legacyJoin whether an orb of seed 002, which has no token, may join
 * @param legacyAddresses where such an orb may come from
 */
public record OrbConfig(boolean legacyJoin, Set<InetAddress> legacyAddresses) {
  public OrbConfig {
    legacyAddresses = Set.copyOf(legacyAddresses);
  }
}
