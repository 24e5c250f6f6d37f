package coach.hybrid.rooms.server.room.link;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a room's links outlives the process. Paths and histories are packed: it is written with
 * every commit of its room.
 */
public record LinksRecord(List<End> ends, List<Person> people, List<String> fallbacks) {

  /**
   * One end of a link.
   *
   * @param paths {@code seconds:path}, separated by blanks
   * @param since what those seconds count from
   */
  record End(
      String id, String peer, Sums sums, Instant since, String paths, int changes, int regained) {}

  /**
   * One participant.
   *
   * @param history as {@link Series} writes it
   */
  record Person(
      String id,
      boolean human,
      long millis,
      long sent,
      long received,
      long peakSent,
      long peakReceived,
      Instant since,
      @Nullable String history) {}
}
