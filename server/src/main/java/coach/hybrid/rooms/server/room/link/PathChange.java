package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkPath;
import java.time.Instant;

/** From then on one end heard the other by this path. */
public record PathChange(Instant at, LinkPath path) {}
