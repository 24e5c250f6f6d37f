package coach.hybrid.rooms.server.summary;

import java.time.Duration;

/**
 * A session that is over.
 *
 * @param length from its actual start to its end
 * @param coachPresent over all stays
 * @param clientPresent over all stays
 */
public record SummaryRequest(
    String roomId, Duration length, Duration coachPresent, Duration clientPresent) {}
