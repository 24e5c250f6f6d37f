package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link as one end hears the other; what was not measured is null.
 *
 * @param participantId who reports
 * @param last what was reported last, as long as both are here
 * @param concealedPercent of the sound, made up where none came
 * @param restarts of ICE, begun by this end
 * @param paths the newest changes
 * @param pathChanges all of them, those forgotten too
 */
public record LinkFigures(
    String participantId,
    String peerId,
    @Nullable LinkReport last,
    @Nullable Instant lastAt,
    @Nullable Integer averageRoundTripMillis,
    @Nullable Double lossPercent,
    @Nullable Integer averageJitterMillis,
    @Nullable Double concealedPercent,
    long freezeMillis,
    int restarts,
    List<PathChange> paths,
    int pathChanges) {
  public LinkFigures {
    paths = List.copyOf(paths);
  }
}
