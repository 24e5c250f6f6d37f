package coach.hybrid.rooms.client.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.client.call.FakeTimers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionsTest implements Captions.Listener {
  private final FakeTimers timers = new FakeTimers();
  private final Captions captions = new Captions(timers);
  private List<String> seen = List.of();
  private final List<String> readOut = new ArrayList<>();

  CaptionsTest() {
    captions.show(this);
  }

  @Override
  public void captionsChanged(List<Captions.Row> rows) {
    seen =
        rows.stream()
            .map(row -> row.name() + row.said().stream().map(Utterance::text).toList())
            .toList();
  }

  @Override
  public void said(Utterance utterance) {
    readOut.add(utterance.text());
  }

  private void hear(int id, String name, String text, boolean isFinal) {
    captions.put(new Utterance(id, "id-" + name, name, text, 0, isFinal, "en"));
  }

  @Test
  void wordsGrowAndOnlyTheFinalOnesAreReadOut() {
    hear(1, "Ada", "how", false);
    hear(1, "Ada", "how are", false);
    hear(1, "Ada", "How are you?", true);

    assertEquals(List.of("Ada[How are you?]"), seen);
    assertEquals(List.of("How are you?"), readOut);
  }

  @Test
  void whatIsTakenBackGoesAndIsNotReadOut() {
    hear(1, "Ada", "thanks for", false);
    hear(1, "Ada", "", true);

    assertEquals(List.of(), seen);
    assertEquals(List.of(), readOut);
  }

  @Test
  void oneSpeakersSentencesShareALineAndTheOldestGo() {
    for (int i = 1; i <= 5; i++) {
      hear(i, "Ada", "s" + i, true);
    }

    assertEquals(List.of("Ada[s3, s4, s5]"), seen);
  }

  @Test
  void twoPeopleAreSeenAndAThirdTakesThePlaceOfWhoWasSilentLongest() {
    hear(1, "Ada", "a", true);
    hear(2, "Cleo", "b", false);
    assertEquals(List.of("Ada[a]", "Cleo[b]"), seen);
    hear(3, "Assistant", "c", true);

    assertEquals(List.of("Cleo[b]", "Assistant[c]"), seen);
  }

  @Test
  void wordsStaySixSecondsAfterTheLastOfThem() {
    hear(1, "Ada", "a", false);
    timers.advance(4_000);
    hear(1, "Ada", "a b", true);
    timers.advance(2_000);
    hear(2, "Cleo", "c", true);
    timers.advance(3_999);
    assertEquals(List.of("Ada[a b]", "Cleo[c]"), seen);
    timers.advance(1);
    assertEquals(List.of("Cleo[c]"), seen);
    timers.advance(2_000);
    assertEquals(List.of(), seen);
  }

  @Test
  void lateWordsOfWhatIsFinalChangeNothing() {
    hear(1, "Ada", "Yes.", true);
    hear(1, "Ada", "yes we", false);
    hear(1, "Ada", "Yes.", true);

    assertEquals(List.of("Ada[Yes.]"), seen);
    assertEquals(List.of("Yes."), readOut);
  }
}
