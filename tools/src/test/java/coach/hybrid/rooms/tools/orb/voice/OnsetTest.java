package coach.hybrid.rooms.tools.orb.voice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class OnsetTest {
  private static final int MILLI = Voice.SAMPLES_PER_SECOND / 1_000;

  @Test
  void aVoiceIsHeardTenMillisecondsAfterItsClipBegins() {
    short[] clip = new short[500 * MILLI];
    for (int i = 180 * MILLI; i < clip.length; i++) {
      clip[i] = 5_000;
    }
    short[] prompt = Onset.prompt(clip);

    assertEquals(330 * MILLI, prompt.length);
    assertEquals(0, prompt[10 * MILLI - 1]);
    assertEquals(5_000, prompt[10 * MILLI]);
  }

  @Test
  void whatBeginsAtOnceOrIsSilentThroughoutStaysAsItIs() {
    short[] loud = {1_000, 2_000};
    short[] silent = new short[10_000];

    assertSame(loud, Onset.prompt(loud));
    assertSame(silent, Onset.prompt(silent));
  }

  @Test
  void aTrimmedClipBeginsAndEndsWithSound() {
    short[] clip = {0, 20, 5_000, 0, 4_000, 300, 0};

    assertArrayEquals(new short[] {5_000, 0, 4_000}, Onset.trimmed(clip));
    assertEquals(0, Onset.trimmed(new short[1_000]).length);
  }
}
