package coach.hybrid.rooms.server.summary;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seed 001's summary, as far as it is not plain attendance and talk time.
 *
 * @param sentiment {@code positive}, {@code neutral} or {@code negative}; null if nobody can tell
 */
public record Summary(
    Instant generatedAt,
    String text,
    List<String> keyTopics,
    List<String> actionItems,
    @Nullable String sentiment,
    boolean transcriptionAvailable) {
  public Summary {
    keyTopics = List.copyOf(keyTopics);
    actionItems = List.copyOf(actionItems);
  }
}
