package coach.hybrid.rooms.server.summary.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.transcription.transcript.TalkReport;
import coach.hybrid.rooms.server.transcription.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Scripted sessions with known answers; docs/SUMMARY.md has the scores. On the first three the
 * rules were worked out; the last two were written to try them, one of them as people really speak.
 */
class SessionScoresTest {
  private static final List<String> WORKED_WITH =
      List.of("career-change", "team-conflict", "habit-building");
  private static final List<String> HELD_BACK = List.of("public-speaking", "delegation");

  private static Score score(Grammar grammar, String name, StringBuilder report)
      throws IOException {
    ScriptedSession session = ScriptedSession.read(name);
    Extract extract = Extract.of(Transcript.of(session.said()), grammar);
    Score score = Score.of(extract, session.answers());
    report.append("| ").append(name).append(' ').append(score.row()).append('\n');
    report.append("topics: ").append(extract.topics()).append('\n');
    extract.actionItems().forEach(item -> report.append("- ").append(item).append('\n'));
    extract.sentences().forEach(s -> report.append("> ").append(s.text()).append('\n'));
    return score;
  }

  @Test
  void topicsAndAgreementsAreFoundAsTheDocsSay() throws IOException {
    Grammar grammar = EnglishGrammar.load();
    StringBuilder report = new StringBuilder();
    Score sum = Score.NONE;
    for (String name : WORKED_WITH) {
      sum = sum.plus(score(grammar, name, report));
    }
    Score heldBack = Score.NONE;
    for (String name : HELD_BACK) {
      heldBack = heldBack.plus(score(grammar, name, report));
    }
    Files.writeString(Path.of("target", "summary-scores.txt"), report);
    assertTrue(sum.topicRecall() >= 0.6, report::toString);
    assertTrue(sum.topicPrecision() >= 0.75, report::toString);
    assertTrue(sum.actionRecall() >= 0.9, report::toString);
    assertTrue(sum.actionPrecision() >= 0.9, report::toString);
    assertTrue(sum.whoRight() >= 17 && sum.whenRight() >= 17, report::toString);
    assertTrue(heldBack.topicRecall() >= 0.5, report::toString);
    assertTrue(heldBack.topicPrecision() >= 0.5, report::toString);
    assertTrue(heldBack.actionRecall() >= 0.8, report::toString);
    assertTrue(heldBack.actionPrecision() >= 0.8, report::toString);
  }

  @Test
  void talkTimeIsExact() throws IOException {
    for (String name : Stream.of(WORKED_WITH, HELD_BACK).flatMap(List::stream).toList()) {
      ScriptedSession session = ScriptedSession.read(name);
      TalkReport report = TalkReport.of(session.said(), session.length());
      Map<String, Integer> talk = new HashMap<>();
      Map<String, Integer> monologues = new HashMap<>();
      Map<String, Integer> interruptions = new HashMap<>();
      for (TalkReport.Participant each : report.participants()) {
        talk.put(each.name(), (int) each.talkTime().toMillis());
        monologues.put(each.name(), (int) each.longestMonologue().toMillis());
        if (each.interruptions() > 0) {
          interruptions.put(each.name(), each.interruptions());
        }
      }
      assertEquals(session.answers().talkMillis(), talk, name);
      assertEquals(session.answers().longestMonologueMillis(), monologues, name);
      assertEquals(session.answers().interruptions(), interruptions, name);
      assertEquals(session.answers().silenceMillis(), report.silence().toMillis(), name);
    }
  }
}
