package coach.hybrid.rooms.server.summary;

import coach.hybrid.rooms.server.transcription.Utterance;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that is over.
 *
 * @param length from its actual start to its end
 * @param coachPresent over all stays
 * @param clientPresent over all stays
 * @param orbSummary what the orb made of it, as seed 003's {@code session_summary} has it, or null
 * @param transcript everything that was understood, or empty
 */
public record SummaryRequest(
    String roomId,
    Duration length,
    Duration coachPresent,
    Duration clientPresent,
    @Nullable String orbSummary,
    List<Utterance> transcript) {
  public SummaryRequest {
    transcript = List.copyOf(transcript);
  }

  public SummaryRequest with(List<Utterance> words) {
    return new SummaryRequest(roomId, length, coachPresent, clientPresent, orbSummary, words);
  }
}
