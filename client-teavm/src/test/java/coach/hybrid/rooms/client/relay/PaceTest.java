package coach.hybrid.rooms.client.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  private void calm(int seconds) {
    for (int i = 0; i < seconds; i++) {
      pace.tick();
    }
  }

  private void late(int seconds, int millis) {
    for (int i = 0; i < seconds; i++) {
      pace.hear(0, millis);
      pace.tick();
    }
  }

  private static final int TOP = 600;

  @Test
  void aGoodNetworkGetsTheWholePictureAfterAFewSeconds() {
    assertTrue(pace.level().kilobits() < TOP);
    calm(Pace.FIRST_PATIENCE_SECONDS);

    assertEquals(new Pace.Level(640, 480, 24, TOP), pace.level());
  }

  @Test
  void aLateSecondLowersItAtOnceAndWhatWasSaidMeanwhileIsNotCountedTwice() {
    calm(4);
    pace.hear(0, Pace.LATE_MILLIS);
    assertTrue(pace.tick());
    int lowered = pace.level().kilobits();
    assertTrue(lowered < TOP);
    late(1, Pace.LATE_MILLIS);

    assertEquals(lowered, pace.level().kilobits());
    late(1, Pace.LATE_MILLIS);
    assertTrue(pace.level().kilobits() < lowered);
  }

  @Test
  void lossCountsLikeLateness() {
    pace.hear(1, 0);

    assertTrue(pace.tick());
  }

  @Test
  void whatIsHeldBackHereCountsOnlyIfItIsMuch() {
    for (int i = 0; i < 24; i++) {
      pace.count(i % 4 == 0);
    }
    assertFalse(pace.tick());
    for (int i = 0; i < 24; i++) {
      pace.count(i % 2 == 0);
    }
    assertTrue(pace.tick());
  }

  @Test
  void aNetworkThatGoesOnBeingLateIsLeftToTheSound() {
    late(20, Pace.VERY_LATE_MILLIS);
    assertTrue(pace.level().isAudioOnly());
    late(100, Pace.VERY_LATE_MILLIS);
    assertTrue(pace.level().isAudioOnly());

    calm(Pace.FIRST_PATIENCE_SECONDS);
    assertFalse(pace.level().isAudioOnly(), "pictures come back");
    calm(6 * Pace.FIRST_PATIENCE_SECONDS);
    assertEquals(TOP, pace.level().kilobits());
  }

  @Test
  void aRaiseThatGoesWrongIsTriedMoreAndMoreSeldom() {
    late(20, Pace.VERY_LATE_MILLIS);
    int before = 0;
    for (int i = 0; i < 3; i++) {
      int seconds = 0;
      while (pace.level().isAudioOnly()) {
        pace.tick();
        seconds++;
      }
      assertTrue(seconds > before, seconds + " after " + before);
      before = seconds;
      late(3, Pace.VERY_LATE_MILLIS);
    }
    assertTrue(before >= 4 * Pace.FIRST_PATIENCE_SECONDS);
  }

  @Test
  void aLongCalmForgetsWhatWentWrong() {
    late(20, Pace.VERY_LATE_MILLIS);
    for (int i = 0; i < 5; i++) {
      while (pace.level().isAudioOnly()) {
        pace.tick();
      }
      late(3, Pace.VERY_LATE_MILLIS);
    }
    calm(10 * Pace.MOST_PATIENCE_SECONDS);
    assertEquals(TOP, pace.level().kilobits());
    late(1, Pace.LATE_MILLIS);
    calm(Pace.FIRST_PATIENCE_SECONDS);

    assertEquals(TOP, pace.level().kilobits());
  }
}
