package coach.hybrid.rooms.server.summary;

import java.util.concurrent.CompletionStage;

/** Makes a summary in its own time; must not make the caller wait. */
@FunctionalInterface
public interface Summarizer {
  CompletionStage<Summary> summarize(SummaryRequest request);
}
