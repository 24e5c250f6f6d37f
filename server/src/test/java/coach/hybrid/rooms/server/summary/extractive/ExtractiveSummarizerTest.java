package coach.hybrid.rooms.server.summary.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.summary.Summary;
import coach.hybrid.rooms.server.summary.SummaryRequest;
import coach.hybrid.rooms.server.transcription.Utterance;
import coach.hybrid.rooms.server.transcription.transcript.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExtractiveSummarizerTest {
  private final ExtractiveSummarizer summarizer = new ExtractiveSummarizer(new FakeClock());

  @AfterEach
  void close() {
    summarizer.close();
  }

  private Summary summary(List<Utterance> said) {
    SummaryRequest request =
        new SummaryRequest(
            "room-1", Duration.ofMinutes(50), Duration.ZERO, Duration.ZERO, null, said);
    return summarizer.summarize(request).toCompletableFuture().join();
  }

  @Test
  void theTextSaysThatItIsAnExtractAndQuotesWhatWasSaid() throws IOException {
    List<Utterance> said = ScriptedSession.read("career-change").said();
    Summary summary = summary(said);
    assertTrue(summary.text().startsWith("An extract made by a program"), summary.text());
    assertTrue(summary.text().contains("The session lasted 50 minutes"), summary.text());
    assertTrue(summary.transcriptionAvailable());
    assertNull(summary.sentiment());
    String all = String.join(" ", said.stream().map(Utterance::text).toList());
    List<String> quotes =
        summary
            .text()
            .lines()
            .flatMap(line ->
                java.util.regex.Pattern.compile("“([^”]+)”")
                    .matcher(line)
                    .results()
                    .map(m -> m.group(1)))
            .toList();
    assertTrue(quotes.size() >= 3, summary.text());
    quotes.forEach(quote -> assertTrue(all.contains(quote), quote));
  }

  @Test
  void anHourIsSummedUpInAFewSentences() throws IOException {
    List<Utterance> hour = new ArrayList<>();
    List<String> names =
        List.of("career-change", "team-conflict", "habit-building", "public-speaking");
    for (int round = 0; hour.size() < 600; round++) {
      for (Utterance each : ScriptedSession.read(names.get(round % names.size())).said()) {
        int id = hour.size() + 1;
        Role role = each.role();
        String name = role == Role.COACH ? "Maya" : role == Role.AI ? "Orb" : "Tom";
        hour.add(Said.by(id, role, name, id * 6_000, id * 6_000 + 5_000, each.text()));
      }
    }
    long words = hour.stream().mapToLong(each -> each.text().split(" ", -1).length).sum();
    assertTrue(words > 8_500, () -> words + " words");
    Summary summary = summary(hour);
    assertTrue(summary.keyTopics().size() >= 5, summary::toString);
    assertTrue(summary.text().length() <= 3_001, summary::toString);
  }

  @Test
  void aSessionWithoutEndIsSummedUpAllTheSame() {
    List<Utterance> said = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String words = "Every budget number " + i + " needs another careful school visit.";
      said.add(
          Said.by(
              i, i % 2 == 0 ? Role.COACH : Role.CLIENT, "P" + i % 2, i * 10, i * 10 + 9, words));
    }
    assertTrue(summary(said).text().length() <= 3_001);
  }

  @Test
  void anHourWithoutAFullStopIsSummedUpAllTheSame() {
    List<Utterance> said = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String words = "and then I can write I will send you the plan so could you please call me ";
      said.add(Said.by(i, Role.CLIENT, "Tom", i * 10, i * 10 + 9, words));
    }
    assertTrue(summary(said).text().length() <= 3_001);
  }

  @Test
  void anotherLanguageGetsSentencesButNoGuesses() {
    List<Utterance> said = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      said.add(
          new Utterance(
              i,
              "c",
              Role.CLIENT,
              "Zoë",
              i * 4_000,
              i * 4_000 + 3_000,
              "Ich möchte nächste Woche mit meiner Schwester über den Garten sprechen " + i + ".",
              "de"));
    }
    Summary summary = summary(said);
    assertEquals(List.of(), summary.keyTopics());
    assertEquals(List.of(), summary.actionItems());
    assertTrue(summary.text().contains("Schwester"), summary.text());
  }

  @Test
  void aFewWordsAreEnough() {
    Summary summary = summary(List.of(Said.by(1, Role.COACH, "Maya", 0, 900, "Hello?")));
    assertTrue(summary.transcriptionAvailable());
    assertEquals(List.of(), summary.keyTopics());
  }

  @Test
  void markupInWordsReachesNobody() {
    Summary summary =
        summary(
            List.of(
                Said.by(
                    1,
                    Role.CLIENT,
                    "<img src=x>Eve",
                    0,
                    900,
                    "I will send the <script>alert(1)</script> budget report to everybody by Friday.")));
    assertFalse(summary.toString().contains("<"), summary.toString());
    assertEquals(
        List.of("Eve: send the budget report to everybody by Friday"), summary.actionItems());
  }
}
