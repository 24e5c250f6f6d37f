package coach.hybrid.rooms.server.summary;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses who sums up: without words the clock, with words the language model if there is one, and
 * what is embedded whenever that fails. The orb's own notes are joined to either. For all threads.
 */
public final class SessionSummarizer implements Summarizer {
  private static final Logger log = LoggerFactory.getLogger(SessionSummarizer.class);

  private final Summarizer factual;
  private final Summarizer extractive;
  private final @Nullable Summarizer model;

  public SessionSummarizer(Summarizer factual, Summarizer extractive, @Nullable Summarizer model) {
    this.factual = factual;
    this.extractive = extractive;
    this.model = model;
  }

  @Override
  public CompletionStage<Summary> summarize(SummaryRequest request) {
    if (request.transcript().stream().allMatch(said -> said.text().isBlank())) {
      return factual.summarize(request); // With the orb's notes in it.
    }
    CompletionStage<Summary> made =
        model == null
            ? extractive.summarize(request)
            : asked(model, request)
                .exceptionallyCompose(failure -> {
                  log.warn(
                      "room {}: summed up without the language model: {}",
                      request.roomId(),
                      reason(failure));
                  return extractive.summarize(request);
                });
    OrbNotes notes = OrbNotes.of(request.orbSummary());
    return made.thenApply(notes::joinedTo);
  }

  /** A summarizer that throws instead of failing later has failed all the same. */
  private static CompletionStage<Summary> asked(Summarizer model, SummaryRequest request) {
    try {
      return model.summarize(request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Never the words of the session: an endpoint's complaint may quote them. */
  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof SummaryException
        ? String.valueOf(cause.getMessage())
        : cause.getClass().getSimpleName();
  }
}
