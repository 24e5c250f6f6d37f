package coach.hybrid.rooms.server.summary;

import coach.hybrid.rooms.server.transcription.Utterance;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests for tests: a session of half an hour. */
public final class Requests {
  private Requests() {}

  public static SummaryRequest of(@Nullable String orbSummary, List<Utterance> said) {
    Duration length = Duration.ofMinutes(30);
    return new SummaryRequest("room-1", length, length, length, orbSummary, said);
  }
}
