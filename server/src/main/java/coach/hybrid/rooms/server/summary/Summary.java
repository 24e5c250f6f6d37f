package coach.hybrid.rooms.server.summary;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seed 001's summary, as far as it is not plain attendance and talk time; with seed 003's two more
 * fields. Stored as it is: what older records lack is null.
 *
 * @param sentiment {@code positive}, {@code neutral} or {@code negative}; null if nobody can tell
 * @param progress how far the client has come, or null
 * @param recommendations what to do until the next session, or null
 */
public record Summary(
    Instant generatedAt,
    String text,
    List<String> keyTopics,
    List<String> actionItems,
    @Nullable String sentiment,
    boolean transcriptionAvailable,
    @Nullable String progress,
    @Nullable String recommendations) {
  public Summary {
    keyTopics = List.copyOf(keyTopics);
    actionItems = List.copyOf(actionItems);
  }
}
