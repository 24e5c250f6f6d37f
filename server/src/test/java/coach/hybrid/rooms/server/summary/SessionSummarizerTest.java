package coach.hybrid.rooms.server.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.summary.factual.FactualSummarizer;
import coach.hybrid.rooms.server.transcription.Utterance;
import coach.hybrid.rooms.server.transcription.transcript.Said;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionSummarizerTest {
  private static final List<Utterance> WORDS =
      List.of(Said.by(1, Role.CLIENT, "Tom", 0, 900, "I sleep badly."));
  private static final List<Utterance> NO_WORDS =
      List.of(Said.by(1, Role.CLIENT, "Tom", 0, 900, " "));
  private static final String ORB =
      """
      {"keyTopics":["Anxiety","breathing exercise"],"progress":"Good progress on <b>breath</b> awareness",
       "recommendations":["Continue daily practice.","Sleep more"]}\
      """;

  private final FakeClock clock = new FakeClock();

  private Summary made(String text) {
    return new Summary(
        clock.instant(),
        text,
        List.of("breathing exercises"),
        List.of("Tom: sleep"),
        null,
        true,
        null,
        "Continue daily practice");
  }

  private Summary summary(@Nullable Summarizer model, @Nullable String orb, List<Utterance> said) {
    Summarizer extractive = _ -> CompletableFuture.completedFuture(made("extract"));
    return new SessionSummarizer(new FactualSummarizer(clock), extractive, model)
        .summarize(Requests.of(orb, said))
        .toCompletableFuture()
        .join();
  }

  @Test
  void withoutWordsTheClockSpeaks() {
    Summary summary = summary(null, ORB, NO_WORDS);
    assertFalse(summary.transcriptionAvailable());
    assertTrue(summary.text().contains("lasted 30 minutes"), summary.text());
    assertEquals("Good progress on breath awareness", summary.progress());
    assertEquals("Continue daily practice. Sleep more", summary.recommendations());
  }

  @Test
  void theModelGoesBeforeTheExtract() {
    assertEquals("extract", summary(null, null, WORDS).text());
    Summarizer model = _ -> CompletableFuture.completedFuture(made("model"));
    assertEquals("model", summary(model, null, WORDS).text());
  }

  @Test
  void whateverBreaksTheModelTheExtractIsThere() {
    Summarizer failing = _ -> CompletableFuture.failedFuture(new SummaryException("down"));
    assertEquals("extract", summary(failing, null, WORDS).text());
    Summarizer throwing =
        _ -> {
          throw new IllegalStateException("broken");
        };
    assertEquals("extract", summary(throwing, null, WORDS).text());
  }

  @Test
  void theOrbsNotesAreJoinedAndNothingIsSaidTwice() {
    Summary summary = summary(null, ORB, WORDS);
    assertEquals(List.of("breathing exercises", "Anxiety"), summary.keyTopics());
    assertEquals("Good progress on breath awareness", summary.progress());
    assertEquals("Continue daily practice. Sleep more", summary.recommendations());
    assertEquals(List.of("Tom: sleep"), summary.actionItems());
  }

  @Test
  void nonsenseOfTheOrbChangesNothing() {
    for (String nonsense :
        List.of("{", "[]", "\"x\"", "{\"progress\":7,\"keyTopics\":{\"a\":1}}")) {
      Summary summary = summary(null, nonsense, WORDS);
      assertEquals(made("extract"), summary, nonsense);
    }
    assertNull(summary(null, null, WORDS).progress());
  }
}
