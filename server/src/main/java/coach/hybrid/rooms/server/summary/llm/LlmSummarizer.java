package coach.hybrid.rooms.server.summary.llm;

import coach.hybrid.rooms.server.config.SummaryConfig;
import coach.hybrid.rooms.server.summary.Summarizer;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.summary.SummaryException;
import coach.hybrid.rooms.server.summary.SummaryRequest;
import coach.hybrid.rooms.server.transcription.transcript.Transcript;
import coach.hybrid.rooms.server.transcription.transcript.TranscriptWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Sums up with a language model: a long session in parts, whose notes are made one. Fails, and says
 * why, rather than to deliver what cannot be believed. Waits on the executor's threads only.
 */
public final class LlmSummarizer implements Summarizer, AutoCloseable {
  /** About six thousand tokens, which even small models take beside the answer. */
  private static final int PART_CHARS = 24_000;

  private static final int MOST_PARTS = 24;
  private static final int MOST_AT_ONCE = 4;
  private static final int MARK_BYTES = 8;

  /** A model that wrote nonsense once may do better; twice is enough. */
  private static final int TRIES = 2;

  private final SummaryConfig.Model config;
  private final ChatEndpoint endpoint;
  private final Clock clock;
  private final Executor executor;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
  private final SecureRandom random = new SecureRandom();

  public LlmSummarizer(SummaryConfig.Model config, ChatPace pace, Clock clock, Executor executor) {
    this.config = config;
    this.endpoint = new ChatEndpoint(config, pace);
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public CompletionStage<Summary> summarize(SummaryRequest request) {
    CompletableFuture<Summary> made = new CompletableFuture<>();
    executor.execute(() -> complete(made, request));
    return made;
  }

  private void complete(CompletableFuture<Summary> made, SummaryRequest request) {
    long deadlineNanos = System.nanoTime() + config.limit().toNanos();
    try {
      if (!places.tryAcquire(config.limit().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SummaryException("the language model has too much to do");
      }
      try {
        made.complete(sumUp(request, deadlineNanos));
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      made.completeExceptionally(e);
    } catch (Exception e) {
      made.completeExceptionally(e); // Whoever asked says so.
    }
  }

  private Summary sumUp(SummaryRequest request, long deadlineNanos) throws SummaryException {
    Transcript transcript = Transcript.of(request.transcript());
    Set<String> names =
        transcript.utterances().stream().map(said -> said.name()).collect(Collectors.toSet());
    List<String> lines = TranscriptWriter.text(transcript.utterances()).lines().toList();
    List<List<String>> parts = Parts.of(lines, PART_CHARS);
    if (parts.isEmpty() || parts.size() > MOST_PARTS) {
      throw new SummaryException("the transcript is too long for the language model");
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String text = String.join("\n", parts.get(i));
      answers.add(
          ask(Question.ofTranscript(mark(), i + 1, parts.size(), text), names, deadlineNanos));
    }
    return summary(merged(answers, names, deadlineNanos));
  }

  /** As often as it takes until there is one; every round makes fewer of them. */
  private Answer merged(List<Answer> answers, Set<String> names, long deadlineNanos)
      throws SummaryException {
    List<Answer> left = answers;
    while (left.size() > 1) {
      List<List<String>> groups = Parts.of(left.stream().map(Answer::toJson).toList(), PART_CHARS);
      if (groups.size() == left.size()) {
        throw new SummaryException("the language model's notes are too long for itself");
      }
      List<Answer> next = new ArrayList<>();
      for (List<String> group : groups) {
        next.add(ask(Question.ofNotes(mark(), group), names, deadlineNanos));
      }
      left = next;
    }
    return left.getFirst();
  }

  private Answer ask(Question question, Set<String> names, long deadlineNanos)
      throws SummaryException {
    for (int attempt = 1; ; attempt++) {
      String content = endpoint.ask(question, deadlineNanos);
      try {
        return Answer.read(content, names);
      } catch (SummaryException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Nobody who speaks can close the fence around what he says. */
  private String mark() {
    byte[] bytes = new byte[MARK_BYTES];
    random.nextBytes(bytes);
    return "record-" + HexFormat.of().formatHex(bytes);
  }

  private Summary summary(Answer answer) {
    return new Summary(
        clock.instant(),
        answer.text(),
        answer.keyTopics(),
        answer.actionItems().stream().map(Answer.Deed::line).toList(),
        answer.sentiment(),
        true,
        answer.progress(),
        answer.recommendations());
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
