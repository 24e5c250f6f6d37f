package coach.hybrid.rooms.client.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TranscriptTest implements Transcript.Listener {
  private final Transcript transcript = new Transcript();

  /** The page's list, kept by what it is told alone. */
  private final List<String> page = new ArrayList<>();

  private int historyChanges;

  TranscriptTest() {
    transcript.show(this);
  }

  @Override
  public void added(int index, Utterance utterance) {
    page.add(index, utterance.text());
  }

  @Override
  public void changed(int index, Utterance utterance) {
    page.set(index, utterance.text());
  }

  @Override
  public void removed(int index) {
    page.remove(index);
  }

  @Override
  public void historyChanged() {
    historyChanges++;
  }

  private static Utterance said(int id, int startMillis, String text, boolean isFinal) {
    return new Utterance(id, "ada", "Ada", text, startMillis, isFinal, "en");
  }

  private void hear(int id, int startMillis, String text) {
    transcript.put(said(id, startMillis, text, true));
  }

  @Test
  void wordsOfTheMomentAreReplacedByTheFinalOnes() {
    transcript.put(said(1, 0, "and so", false));
    transcript.put(said(1, 0, "and so my fellow", false));
    hear(1, 0, "And so, my fellow Americans.");

    assertEquals(List.of("And so, my fellow Americans."), page);
  }

  @Test
  void whatIsFinalStays() {
    hear(1, 0, "Yes.");
    transcript.put(said(1, 0, "yes I", false));

    assertEquals(List.of("Yes."), page);
  }

  @Test
  void whatIsTakenBackGoes() {
    transcript.put(said(1, 0, "thanks for watching", false));
    hear(2, 900, "Hello.");
    hear(1, 0, "");

    assertEquals(List.of("Hello."), page);
  }

  @Test
  void wordsStandInTheOrderInWhichTheyWereBegun() {
    hear(2, 5_000, "second");
    hear(3, 9_000, "third");
    hear(1, 1_000, "first");

    assertEquals(List.of("first", "second", "third"), page);
  }

  @Test
  void historyAndLiveWordsAreTheSameLines() {
    transcript.put(said(2, 2_000, "how are", false));
    hear(3, 4_000, "Fine.");
    transcript.merge(
        List.of(
            said(1, 0, "Good morning.", true),
            said(2, 2_000, "How are you?", true),
            said(3, 4_000, "Fine.", true)));

    assertEquals(List.of("Good morning.", "How are you?", "Fine."), page);
    assertEquals(Transcript.History.LOADED, transcript.history());
  }

  @Test
  void aHistoryThatDoesNotComeIsSaidAndTakesNothing() {
    hear(1, 0, "Hello.");
    transcript.merge(null);

    assertEquals(Transcript.History.FAILED, transcript.history());
    assertEquals(List.of("Hello."), page);
    assertEquals(1, historyChanges);
  }

  @Test
  void whatNobodyFinishedGoesWhenWeComeBack() {
    hear(1, 0, "Whole.");
    transcript.put(said(2, 1_000, "broken o", false));
    transcript.dropUnfinished();

    assertEquals(List.of("Whole."), page);
  }

  @Test
  void hoursOfTalkKeepTheirEnd() {
    for (int i = 0; i < Transcript.MAX_UTTERANCES + 10; i++) {
      hear(i, i * 1_000, "line " + i);
    }

    assertEquals(Transcript.MAX_UTTERANCES, page.size());
    assertEquals("line 10", page.get(0));
    hear(5, 5_000, "too old");
    assertEquals("line 10", page.get(0));
  }

  @Test
  void searchGoesFromPlaceToPlaceAndRound() {
    hear(1, 0, "The goal is a goal.");
    hear(2, 1_000, "Nothing.");
    hear(3, 2_000, "My GOALS");
    Search search = new Search(transcript, text -> text.toLowerCase(Locale.ROOT));
    search.find(" goal ");

    assertEquals(3, search.count());
    assertTrue(search.isCurrent(1, 4));
    search.move(1);
    assertTrue(search.isCurrent(1, 14));
    search.move(2);
    assertEquals(1, search.position());
    search.move(-1);
    assertTrue(search.isCurrent(3, 3));
    assertEquals(3, search.next("My GOALS", 0));
    assertEquals(-1, search.next("My GOALS", 4));
  }

  @Test
  void searchStaysWhereItWasWhileMoreIsSaid() {
    hear(2, 1_000, "one goal");
    hear(3, 2_000, "another goal");
    Search search = new Search(transcript, text -> text.toLowerCase(Locale.ROOT));
    search.find("goal");
    search.move(1);
    hear(1, 0, "goal zero");
    search.refresh();

    assertTrue(search.isCurrent(3, 8));
    assertEquals(3, search.position());
    assertEquals(3, search.count());
  }

  @Test
  void searchForNothingFindsNothing() {
    hear(1, 0, "Hello.");
    Search search = new Search(transcript, text -> text.toLowerCase(Locale.ROOT));
    search.find("  ");

    assertEquals(0, search.count());
    assertEquals(0, search.position());
    assertFalse(search.isCurrent(1, 0));
    search.move(1);
    assertEquals(-1, search.next("Hello.", 0));
  }
}
