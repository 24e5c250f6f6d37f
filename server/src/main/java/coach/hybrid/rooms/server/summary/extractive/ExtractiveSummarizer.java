package coach.hybrid.rooms.server.summary.extractive;

import coach.hybrid.rooms.server.summary.Summarizer;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.summary.SummaryException;
import coach.hybrid.rooms.server.summary.SummaryRequest;
import coach.hybrid.rooms.server.transcription.Utterance;
import coach.hybrid.rooms.server.transcription.transcript.TalkReport;
import coach.hybrid.rooms.server.transcription.transcript.Transcript;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The embedded summary. One thread of its own, because it computes and the models keep state; it
 * goes, and the models with it, when nothing was asked for a while.
 */
public final class ExtractiveSummarizer implements Summarizer, AutoCloseable {
  private static final int MOST_WAITING = 1_000;
  private static final int IDLE_SECONDS = 300;

  private final Clock clock;
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("summary").factory());

  /** Dies with the thread. */
  @SuppressWarnings("ThreadLocalUsage") // Of this summarizer's own threads only.
  private final ThreadLocal<@Nullable Grammar> english = new ThreadLocal<>();

  public ExtractiveSummarizer(Clock clock) {
    this.clock = clock;
    worker.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletionStage<Summary> summarize(SummaryRequest request) {
    CompletableFuture<Summary> made = new CompletableFuture<>();
    try {
      worker.execute(() -> complete(made, request));
    } catch (RejectedExecutionException e) {
      made.completeExceptionally(new SummaryException("too many sessions wait to be summed up", e));
    }
    return made;
  }

  private void complete(CompletableFuture<Summary> made, SummaryRequest request) {
    try {
      made.complete(extract(request));
    } catch (Exception | StackOverflowError e) {
      made.completeExceptionally(e); // Whoever asked says so.
    }
  }

  private Summary extract(SummaryRequest request) throws IOException {
    Transcript transcript = Transcript.of(request.transcript());
    Extract extract = Extract.of(transcript, grammarFor(transcript.utterances()));
    TalkReport talk = TalkReport.of(transcript.utterances(), request.length());
    return new Summary(
        clock.instant(),
        extract.text(talk),
        extract.topics(),
        extract.actionItems().stream().map(ActionItem::line).toList(),
        null, // No library that is kept tells moods apart offline.
        true,
        null,
        null);
  }

  private Grammar grammarFor(List<Utterance> said) throws IOException {
    String lang = language(said);
    if (!lang.equals("en") && !lang.equals("und")) {
      return new PlainGrammar(lang);
    }
    Grammar loaded = english.get();
    if (loaded == null) {
      loaded = EnglishGrammar.load();
      english.set(loaded);
    }
    return loaded;
  }

  /** Of most of what was said. */
  private static String language(List<Utterance> said) {
    Map<String, Integer> chars = new HashMap<>();
    for (Utterance each : said) {
      String lang = each.lang().split("-", 2)[0].toLowerCase(Locale.ROOT);
      chars.merge(lang, each.text().length(), Integer::sum);
    }
    return chars.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("en");
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
