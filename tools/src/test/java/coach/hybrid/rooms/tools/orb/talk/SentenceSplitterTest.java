package coach.hybrid.rooms.tools.orb.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {
  private final SentenceSplitter splitter = new SentenceSplitter();

  private List<String> byCharacter(String text) {
    List<String> sentences = new ArrayList<>();
    text.chars().forEach(c -> sentences.addAll(splitter.add(String.valueOf((char) c))));
    return sentences;
  }

  @Test
  void aSentenceComesAsSoonAsTheNextOneBegins() {
    assertEquals(List.of(), splitter.add("Well done."));
    assertEquals(List.of("Well done."), splitter.add(" And"));
    assertEquals(List.of(), splitter.add(" now"));
    assertEquals("And now", splitter.finish());
    assertEquals("", splitter.finish());
  }

  @Test
  void howTheTextIsCutMakesNoDifference() {
    assertEquals(List.of("One!", "Two?"), byCharacter("One! Two? Three."));
    assertEquals("Three.", splitter.finish());
  }

  @Test
  void numbersAndTitlesEndNoSentence() {
    assertEquals(List.of("Dr. Ada has 3.5 hours."), splitter.add("Dr. Ada has 3.5 hours. So"));
  }

  @Test
  void textWithoutAnEndIsCutAnyway() {
    List<String> sentences = splitter.add("word ".repeat(200));
    assertTrue(sentences.size() >= 2);
    sentences.forEach(sentence -> assertTrue(sentence.length() <= 310));
  }
}
