package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventionGateTest {
  private static final VoiceEvidence SURE = new VoiceEvidence(2_500, 3_200, 0.96f, 1_500);
  private static final VoiceEvidence SHORT = new VoiceEvidence(320, 352, 0.88f, 288);
  private static final VoiceEvidence WEAK = new VoiceEvidence(600, 2_600, 0.62f, 192);

  @Test
  void whatIsSaidIsWritten() {
    String said = "Ask not what your country can do for you.";
    assertEquals(said, InventionGate.believed(said, SURE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[BLANK_AUDIO]", "(music)", "[Music] (upbeat music)", "*sighs*", "♪ ♪", "♪ la la la ♪",
        "...", " . ", "", "- ", "[MUSIC PLAYING", "(keyboard clicking)"
      })
  void namesOfSoundsAreNoWords(String heard) {
    assertEquals("", InventionGate.believed(heard, SURE));
  }

  @Test
  void wordsBesideTheNameOfASoundStay() {
    assertEquals(
        "Well, let us begin.", InventionGate.believed("[door closes] Well, let us begin.", SURE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Thank you.", "you", "Yes.", "No!", "Okay.", "Bye.", "I'm sorry."})
  void courtesiesAreBelievedOfAVoiceAndNotOfNoise(String heard) {
    assertEquals(heard, InventionGate.believed(heard, SHORT));
    assertEquals("", InventionGate.believed(heard, WEAK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Thanks for watching!", "Please subscribe.", "Thank you for watching."})
  void whatFilmsEndWithIsBelievedOnlyOfALongSureVoice(String heard) {
    assertEquals("", InventionGate.believed(heard, SHORT));
    assertEquals("", InventionGate.believed(heard, WEAK));
    assertEquals(heard, InventionGate.believed(heard, SURE));
  }

  @Test
  void almostNoVoiceMeansNoWords() {
    VoiceEvidence blip = new VoiceEvidence(160, 700, 0.99f, 160);
    assertEquals("", InventionGate.believed("I see.", blip));
  }

  @Test
  void moreWordsThanTheVoiceHadTimeForAreInvented() {
    String many = "and then we went on to the next thing and the next thing after that one too";
    assertEquals("", InventionGate.believed(many, SHORT));
    assertEquals(many, InventionGate.believed(many, SURE));
  }

  @Test
  void aLoopIsSaidOnce() {
    String loop = "I want to go. I want to go. I want to go. I want to go. I want to go.";
    assertEquals("I want to go.", InventionGate.believed(loop, SURE));
    assertEquals("", InventionGate.believed(loop, WEAK));
  }

  @Test
  void peopleMayRepeatThemselves() {
    for (String said :
        List.of("No, no, no, no, stop.", "I think, I think we should go.", "Very very good.")) {
      assertEquals(said, InventionGate.believed(said, SURE));
    }
  }

  @Test
  void aLoopBehindWordsLeavesTheWords() {
    assertEquals(
        List.of("we", "go", "so"),
        InventionGate.withoutLoops(
            List.of("we", "go", "so", "so,", "so", "So", "so", "so.", "so", "so")));
  }
}
