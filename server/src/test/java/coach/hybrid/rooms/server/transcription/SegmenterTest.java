package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.transcription.Segmenter.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From lists of probabilities alone. */
class SegmenterTest {
  private final Segmenter segmenter = new Segmenter(544);
  private final List<Stretch> ended = new ArrayList<>();

  private void hear(int windows, double voice) {
    hear(windows, voice, 0.1);
  }

  private void hear(int windows, double voice, double level) {
    for (int i = 0; i < windows; i++) {
      Stretch stretch = segmenter.accept((float) voice, (float) level);
      if (stretch != null) {
        ended.add(stretch);
      }
    }
  }

  private Stretch only() {
    assertEquals(1, ended.size(), ended::toString);
    return ended.getFirst();
  }

  @Test
  void silenceIsNoUtterance() {
    hear(1_000, 0.1);
    assertEquals(List.of(), ended);
    assertFalse(segmenter.speaking());
  }

  @Test
  void anUtteranceHasABitOfSoundBeforeAndAfterItsVoice() {
    hear(100, 0.01);
    hear(50, 0.9);
    hear(100, 0.01);
    Stretch stretch = only();
    assertEquals(100, stretch.firstVoiced());
    assertEquals(149, stretch.lastVoiced());
    assertEquals(91, stretch.from());
    assertEquals(156, stretch.to());
    assertTrue(stretch.spoken());
    assertEquals(50 * 32, stretch.evidence().voicedMillis());
    assertEquals(50 * 32, stretch.evidence().spanMillis());
  }

  @Test
  void theBeginningOfTheStreamHasNothingBeforeIt() {
    hear(20, 0.9);
    hear(30, 0.01);
    assertEquals(0, only().from());
  }

  @Test
  void aRestWithinASentenceDoesNotEndIt() {
    hear(30, 0.9);
    hear(16, 0.01);
    hear(30, 0.9);
    hear(30, 0.01);
    assertEquals(75, only().lastVoiced());
  }

  @Test
  void aRestOfHalfASecondEndsIt() {
    hear(30, 0.9);
    hear(16, 0.01);
    assertEquals(List.of(), ended);
    hear(1, 0.01);
    assertEquals(29, only().lastVoiced());
  }

  @Test
  void twoUtterancesDoNotShareSound() {
    hear(30, 0.9);
    hear(18, 0.01);
    hear(30, 0.9);
    hear(18, 0.01);
    assertEquals(2, ended.size());
    assertTrue(ended.get(1).from() >= ended.get(0).to());
    assertEquals(48 - 9, ended.get(1).from());
  }

  @Test
  void aClickIsNotSpoken() {
    hear(20, 0.01);
    hear(3, 0.8);
    hear(30, 0.01);
    assertFalse(only().spoken());
  }

  @Test
  void aFadingVoiceIsHeardOut() {
    hear(20, 0.9);
    hear(5, 0.4);
    hear(30, 0.1);
    assertEquals(24, only().lastVoiced());
  }

  @Test
  void speechWithoutRestIsCutWhereItIsQuietestOfTheLastSeconds() {
    hear(400, 0.9, 0.2);
    hear(3, 0.9, 0.01);
    hear(65, 0.9, 0.2);
    Stretch first = only();
    assertEquals(0, first.from());
    assertEquals(401, first.to());
    assertTrue(segmenter.speaking());
    hear(40, 0.9);
    hear(30, 0.01);
    assertEquals(401, ended.get(1).from());
    assertEquals(507, ended.get(1).lastVoiced());
  }

  @Test
  void noUtteranceIsLongerThanFifteenSeconds() {
    hear(5_000, 0.9);
    assertTrue(ended.size() >= 10);
    long expected = 0;
    for (Stretch stretch : ended) {
      assertEquals(expected, stretch.from());
      assertTrue(stretch.to() - stretch.from() <= 15_000 / 32);
      expected = stretch.to();
    }
  }

  @Test
  void aLongUtteranceEndsAtAShorterRest() {
    hear(250, 0.9);
    hear(9, 0.01);
    assertEquals(249, only().lastVoiced());
  }

  @Test
  void theFirstShortRestHasTheSoundOfTheEnd() {
    hear(50, 0.9);
    hear(Segmenter.shortRest(), 0.01);
    assertEquals(Segmenter.shortRest(), segmenter.resting());
    Stretch early = segmenter.soFar();
    hear(30, 0.01);
    Stretch end = only();
    assertEquals(early.from(), end.from());
    assertEquals(early.to(), end.to());
    assertEquals(early.lastVoiced(), end.lastVoiced());
  }

  @Test
  void theEndOfTheSoundEndsTheUtterance() {
    hear(30, 0.9);
    Stretch stretch = segmenter.finish();
    assertNotNull(stretch);
    assertEquals(30, stretch.to());
    assertFalse(segmenter.speaking());
  }

  @Test
  void afterARestartNothingReachesBack() {
    hear(30, 0.9);
    assertNotNull(segmenter.finish());
    segmenter.restart();
    hear(30, 0.9);
    hear(30, 0.01);
    assertEquals(0, only().from());
  }

  @Test
  void onlyWhatMayStillBeAskedForIsNeeded() {
    hear(100, 0.01);
    assertEquals(91, segmenter.oldestNeeded());
    hear(50, 0.9);
    assertEquals(91, segmenter.oldestNeeded());
    hear(50, 0.01);
    assertEquals(191, segmenter.oldestNeeded());
  }

  @Test
  void aShortUtteranceWaitsLongerForMoreThanOneOfSomeSeconds() {
    Segmenter patient = new Segmenter(1_216);
    for (int i = 0; i < 40; i++) {
      assertNull(patient.accept(0.9f, -20));
    }
    for (int i = 0; i < 37; i++) {
      assertNull(patient.accept(0, -60), "rest " + i);
    }
    assertNotNull(patient.accept(0, -60));

    Segmenter later = new Segmenter(1_216);
    for (int i = 0; i < 200; i++) {
      assertNull(later.accept(0.9f, -20));
    }
    for (int i = 0; i < 16; i++) {
      assertNull(later.accept(0, -60), "rest " + i);
    }
    assertNotNull(later.accept(0, -60));
  }
}
