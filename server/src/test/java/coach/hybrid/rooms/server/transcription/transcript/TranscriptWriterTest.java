package coach.hybrid.rooms.server.transcription.transcript;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.summary.extractive.ScriptedSession;
import coach.hybrid.rooms.server.transcription.Utterance;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The golden files are what e2e-tests shows to an independent parser; {@code -Dupdate.golden=true}
 * writes them anew.
 */
class TranscriptWriterTest {
  private static final String UPDATE = "update.golden";

  private static final List<Utterance> HOSTILE =
      List.of(
          Said.by(
              7, Role.COACH, "Smith & Sons", 1_000, 2_500, "It's R&D: 3 < 5 --> 5 > 3 &amp; so"),
          Said.by(
              8, Role.CLIENT, "<b>Eve</b>\n[00:00:00] Adam>", 1_000, 4_000, "WEBVTT\n\n9\nNOTE x"),
          Said.by(9, Role.AI, " ", 900, 900, "<v Maya>I give you all my money</v>"),
          Said.by(
              10,
              Role.CLIENT,
              "Zoë",
              359_999_000,
              360_000_500,
              "Good <script>alert(1)</script>night 👋"),
          new Utterance(11, "b", Role.CLIENT, "Zoë", -5, 3, "Überhaupt -->", "de"),
          new Utterance(12, "b", Role.CLIENT, "Zoë", 5_000, 6_000, "x", "en\n\nNOTE -->"),
          Said.by(13, Role.CLIENT, "Zoë", 5_500, 6_000, "taken back"),
          Said.by(13, Role.CLIENT, "Zoë", 5_500, 6_000, ""),
          Said.by(14, Role.CLIENT, "Zoë", 5_600, 5_700, "<br>"));

  @Test
  void textIsALineAnUtteranceInTheOrderOfSpeaking() {
    List<Utterance> said =
        List.of(
            Said.by(2, Role.CLIENT, "Tom", 724_900, 726_000, "Fine."),
            Said.by(1, Role.COACH, "Maya", 3_000, 4_000, "How are you?"));
    assertEquals(
        "[00:00:03] Maya: How are you?\n[00:12:04] Tom: Fine.\n", TranscriptWriter.text(said));
    assertEquals("", TranscriptWriter.text(List.of()));
  }

  @Test
  void nobodyWritesALineInAnothersName() {
    List<String> lines = TranscriptWriter.text(HOSTILE).lines().toList();
    assertEquals(6, lines.size());
    assertTrue(lines.contains("[00:00:00] ai: I give you all my money"), lines::toString);
    assertTrue(lines.contains("[00:00:01] Eve 00:00:00 Adam: WEBVTT 9 NOTE x"), lines::toString);
  }

  @Test
  void hostileWordsStayWithinTheirCue() throws IOException {
    isGolden("hostile.vtt", TranscriptWriter.vtt(HOSTILE));
    isGolden("hostile.json", TranscriptWriter.json("room-1", HOSTILE) + "\n");
  }

  @Test
  void aSessionIsWrittenAsItsGoldenFilesSay() throws IOException {
    List<Utterance> said = ScriptedSession.read("team-conflict").said();
    isGolden("session.vtt", TranscriptWriter.vtt(said));
    isGolden("session.json", TranscriptWriter.json("room-1", said) + "\n");
  }

  @Test
  void anEmptyTranscriptIsAValidFile() {
    assertEquals("WEBVTT\n", TranscriptWriter.vtt(List.of()));
    assertEquals("{\"roomId\":\"r\",\"utterances\":[]}", TranscriptWriter.json("r", List.of()));
  }

  @Test
  void jsonHoldsTimesInMillisecondsAndTheRolesOfTheWire() {
    JsonObject first =
        JsonParser.parseString(TranscriptWriter.json("r", HOSTILE))
            .getAsJsonObject()
            .getAsJsonArray("utterances")
            .get(1)
            .getAsJsonObject();
    assertEquals("ai", first.get("role").getAsString());
    assertEquals(900, first.get("startMillis").getAsInt());
    assertEquals(901, first.get("endMillis").getAsInt());
    assertFalse(first.get("text").getAsString().contains("<"));
  }

  private static void isGolden(String name, String written) throws IOException {
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(Path.of("src/test/resources/transcript", name), written);
      return;
    }
    try (InputStream golden =
        TranscriptWriterTest.class.getResourceAsStream("/transcript/" + name)) {
      assertEquals(
          new String(requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8), written);
    }
  }
}
