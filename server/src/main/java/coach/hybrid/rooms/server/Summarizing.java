package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.config.SummaryConfig;
import coach.hybrid.rooms.server.summary.SessionSummarizer;
import coach.hybrid.rooms.server.summary.Summarizer;
import coach.hybrid.rooms.server.summary.extractive.ExtractiveSummarizer;
import coach.hybrid.rooms.server.summary.factual.FactualSummarizer;
import coach.hybrid.rooms.server.summary.llm.ChatPace;
import coach.hybrid.rooms.server.summary.llm.LlmSummarizer;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Builds who sums up sessions, and lets go of them. */
final class Summarizing implements AutoCloseable {
  private final ExtractiveSummarizer extractive;
  private final @Nullable LlmSummarizer model;
  private final Summarizer summarizer;

  Summarizing(SummaryConfig config, Clock clock, Executor workers) {
    SummaryConfig.Model named = config.model();
    extractive = new ExtractiveSummarizer(clock);
    model = named == null ? null : new LlmSummarizer(named, ChatPace.USUAL, clock, workers);
    summarizer = new SessionSummarizer(new FactualSummarizer(clock), extractive, model);
  }

  Summarizer summarizer() {
    return summarizer;
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
    }
    extractive.close();
  }
}
