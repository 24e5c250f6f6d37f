package coach.hybrid.rooms.tools.orb.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.orb.talk.VoiceActivity.Change;
import org.junit.jupiter.api.Test;

class VoiceActivityTest {
  private static final double SPEECH = -25;
  private static final double ROOM = -70;

  private final VoiceActivity activity = new VoiceActivity();

  /** Feeds a level for so long and returns after how many milliseconds this change came, or -1. */
  private int feed(double decibels, int millis, Change awaited, boolean ownVoice) {
    for (int fed = 10; fed <= millis; fed += VoiceActivity.FRAME_MILLIS) {
      Change change = activity.frame(decibels, ownVoice);
      if (change != Change.NONE) {
        assertEquals(awaited, change);
        return fed;
      }
    }
    return -1;
  }

  @Test
  void aVoiceHasBegunWithinSixtyMillis() {
    feed(ROOM, 500, Change.NONE, false);
    int after = feed(SPEECH, 500, Change.BEGAN, false);
    assertTrue(after > 0 && after <= 60, "after " + after);
  }

  @Test
  void aClickIsNoVoice() {
    feed(ROOM, 500, Change.NONE, false);
    assertEquals(-1, feed(SPEECH, 30, Change.NONE, false));
    assertEquals(-1, feed(ROOM, 500, Change.NONE, false));
  }

  @Test
  void aGapBetweenWordsEndsNothing() {
    feed(SPEECH, 500, Change.BEGAN, false);
    feed(SPEECH, 500, Change.NONE, false);
    assertEquals(-1, feed(ROOM, VoiceActivity.HANGOVER_MILLIS - 20, Change.NONE, false));
    assertEquals(-1, feed(SPEECH, 200, Change.NONE, false));
  }

  @Test
  void aVoiceEndsOnceItWasQuietForTheHangover() {
    feed(SPEECH, 500, Change.BEGAN, false);
    assertEquals(VoiceActivity.HANGOVER_MILLIS, feed(ROOM, 1_000, Change.ENDED, false));
  }

  @Test
  void aFanStopsCountingAsAVoice() {
    feed(ROOM, 500, Change.NONE, false);
    feed(-42, 100, Change.BEGAN, false);
    assertTrue(feed(-42, 30_000, Change.ENDED, false) > 0, "steady noise ends as a voice");
  }

  @Test
  void anEchoOfItsOwnVoiceMustBeLouderThanAnOrdinaryOne() {
    feed(-52, 3_000, Change.NONE, false);
    assertEquals(-1, feed(-40, 300, Change.NONE, true));
    assertTrue(feed(-40, 300, Change.BEGAN, false) > 0);
  }

  @Test
  void levelsAreRelativeToFullScale() {
    byte[] square = new byte[960];
    for (int i = 0; i < square.length; i += 2) {
      square[i] = 0;
      square[i + 1] = 0x40;
    }
    assertEquals(-6.02, VoiceActivity.decibels(square), 0.01);
    assertEquals(-96, VoiceActivity.decibels(new byte[960]));
    assertEquals(-96, VoiceActivity.decibels(new byte[0]));
  }
}
