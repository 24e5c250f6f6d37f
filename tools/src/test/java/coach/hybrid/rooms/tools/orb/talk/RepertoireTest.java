package coach.hybrid.rooms.tools.orb.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepertoireTest {
  private static final List<Situation.Person> BOTH =
      List.of(new Situation.Person("Ada", 40_000), new Situation.Person("Cleo", 2_000));

  private final Repertoire repertoire = new Repertoire("supportive", new Random(1));

  private String says(Occasion occasion, Situation.Line... heard) {
    return String.join(" ", repertoire.lines(new Situation(occasion, BOTH, List.of(heard))));
  }

  @Test
  void itGreetsByNameAndSaysWhatItIs() {
    String greeting = says(Occasion.GREETING);
    assertTrue(greeting.startsWith("Hello Ada and Cleo."), greeting);
    assertTrue(greeting.contains("computer program"), greeting);
  }

  @Test
  void noQuestionComesTwiceBeforeAllHaveCome() {
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      List<String> lines = repertoire.lines(new Situation(Occasion.PAUSE, BOTH, List.of()));
      asked.add(lines.getLast());
      assertTrue(lines.getLast().endsWith("?"));
    }
    assertEquals(5, asked.size());
  }

  @Test
  void whatWasTakenBackIsNotSpent() {
    Situation pause = new Situation(Occasion.PAUSE, BOTH, List.of());
    Set<String> asked = new HashSet<>();
    repertoire.lines(pause);
    repertoire.takeBack();
    repertoire.takeBack();
    for (int i = 0; i < 5; i++) {
      List<String> lines = repertoire.lines(pause);
      assertEquals(1 + i % 2, lines.size(), "a reflection every other time, as if nothing was");
      asked.add(lines.getLast());
    }
    assertEquals(5, asked.size());
  }

  @Test
  void itReflectsOnlyWhatItNoticed() {
    says(Occasion.PAUSE);
    assertTrue(says(Occasion.PAUSE).contains("Cleo, we have heard less from you so far."));
  }

  @Test
  void withCaptionsItQuotesAndNeverTheSameTwice() {
    Situation.Line line = new Situation.Line("Ada", "I would like to sleep more.");
    says(Occasion.PAUSE, line);
    assertTrue(says(Occasion.PAUSE, line).contains("I heard: I would like to sleep more."));
    says(Occasion.PAUSE, line);
    assertTrue(!says(Occasion.PAUSE, line).contains("I heard"));
  }

  @Test
  void itDoesNotQuoteItself() {
    Situation.Line own =
        new Situation.Line("AI Assistant", "What would a good next step look like?");
    says(Occasion.PAUSE, own);
    assertTrue(!says(Occasion.PAUSE, own).contains("I heard"));
    assertTrue(!says(Occasion.CLOSING, own).contains("I heard"));
  }

  @Test
  void aPersonalityHasQuestionsOfItsOwn() {
    Set<String> supportive = new HashSet<>();
    Set<String> analytical = new HashSet<>();
    Repertoire other = new Repertoire("Analytical", new Random(1));
    for (int i = 0; i < 5; i++) {
      Situation pause = new Situation(Occasion.PAUSE, BOTH, List.of());
      supportive.add(repertoire.lines(pause).getLast());
      analytical.add(other.lines(pause).getLast());
    }
    assertNotEquals(supportive, analytical);
  }

  @Test
  void atTheEndItAsksWhatStays() {
    assertTrue(says(Occasion.CLOSING).endsWith("What do you want to take with you from today?"));
  }
}
