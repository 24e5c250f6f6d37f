package coach.hybrid.rooms.server.summary.extractive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;
import coach.hybrid.rooms.server.transcription.transcript.Said;
import coach.hybrid.rooms.server.transcription.transcript.Transcript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ActionItemsTest {
  private static Grammar grammar = new PlainGrammar("en");

  @BeforeAll
  static void load() throws IOException {
    grammar = EnglishGrammar.load();
  }

  /** Lines as {@code Maya: words}; Maya coaches, Tom is the client, Orb the assistant. */
  private static List<String> items(String... lines) {
    List<Utterance> said = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      Role role =
          switch (parts[0]) {
            case "Maya" -> Role.COACH;
            case "Orb" -> Role.AI;
            default -> Role.CLIENT;
          };
      int start = said.size() * 5_000;
      said.add(Said.by(said.size() + 1, role, parts[0], start, start + 4_000, parts[1]));
    }
    return Extract.of(Transcript.of(said), grammar).actionItems().stream()
        .map(item -> item.line() + " | " + item.when())
        .toList();
  }

  @Test
  void aPromiseIsTheSpeakers() {
    assertEquals(
        List.of("Maya: send Tom the worksheet by Friday | Friday"),
        items("Tom: That sounds good.", "Maya: I will send you the worksheet by Friday."));
    assertEquals(
        List.of("Tom: call their sister tonight | tonight"),
        items("Tom: Okay, I’m going to call my sister tonight.", "Maya: Good."));
  }

  @Test
  void aRequestIsTheOthers() {
    assertEquals(
        List.of("Tom: write down three examples before Tuesday | before Tuesday"),
        items("Maya: Could you write down three examples before Tuesday?", "Tom: Sure."));
    assertEquals(
        List.of("Maya: send Tom the slides | null"),
        items("Tom: Can you send me the slides?", "Maya: Of course."));
  }

  @Test
  void aRequestThatIsRefusedIsNone() {
    assertEquals(
        List.of(),
        items(
            "Maya: Could you write to your boss by Monday?",
            "Orb: That may be a big step.",
            "Tom: I'd rather not, not yet."));
  }

  @Test
  void theAnswerToARequestSaysWhen() {
    assertEquals(
        List.of("Tom: record the rehearsal and send Maya the video (Wednesday) | Wednesday"),
        items(
            "Maya: Would you record the rehearsal and send me the video?",
            "Tom: Okay, I'll send it on Wednesday."));
  }

  @Test
  void aPromiseThatIsRepeatedIsOne() {
    assertEquals(
        List.of("Tom: write the budget (Sunday) | Sunday"),
        items(
            "Tom: I'll write the budget.",
            "Maya: Good.",
            "Tom: So I will write the budget by Sunday."));
  }

  @Test
  void whatOnlyCarriesTheConversationOnIsNone() {
    assertEquals(
        List.of(),
        items(
            "Maya: Could you tell me more about last Friday?",
            "Tom: I'll be honest, I think I will never understand it.",
            "Maya: Let me ask you this. Let's look at the first part. Can you describe it?",
            "Tom: If I had time I would write every day. I said I'll do it last week.",
            "Maya: What will you do on Monday?",
            "Tom: I might write a letter, I don't know.",
            "Orb: I will keep quiet until tomorrow."));
  }

  @Test
  void whatIsAgreedTogetherIsBoths() {
    assertEquals(
        List.of("Maya and Tom: meet again next Thursday | next Thursday"),
        items("Tom: Let's meet again next Thursday.", "Maya: Fine."));
  }
}
