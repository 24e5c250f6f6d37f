package coach.hybrid.rooms.server.summary.factual;

import coach.hybrid.rooms.server.summary.OrbNotes;
import coach.hybrid.rooms.server.summary.Summarizer;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.summary.SummaryRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says how long everybody was there, and that there are no words to sum up. */
public final class FactualSummarizer implements Summarizer {
  private final Clock clock;

  public FactualSummarizer(Clock clock) {
    this.clock = clock;
  }

  @Override
  public CompletionStage<Summary> summarize(SummaryRequest request) {
    OrbNotes notes = OrbNotes.of(request.orbSummary());
    String text =
        "The session lasted %s. The coach was there for %s, the client %s. %s"
            .formatted(
                inWords(request.length()),
                inWords(request.coachPresent()),
                request.clientPresent().isZero()
                    ? "did not come"
                    : "for " + inWords(request.clientPresent()),
                notes.progress() == null
                    ? "There is no transcript, so nothing can be said about what was spoken."
                    : "The assistant noted: " + notes.progress());
    return CompletableFuture.completedFuture(
        new Summary(
            clock.instant(),
            text,
            notes.keyTopics(),
            notes.recommendations(),
            null,
            false,
            notes.progress(),
            notes.advice()));
  }

  private static String inWords(Duration length) {
    long minutes = length.toMinutes();
    return minutes == 0
        ? counted(length.toSeconds(), "second")
        : minutes < 120 ? counted(minutes, "minute") : counted(length.toHours(), "hour");
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
