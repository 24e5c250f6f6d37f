package coach.hybrid.rooms.tools.orb.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulledMouthTest {
  private static final int TEN_MILLIS = 480;

  private final List<String> news = new ArrayList<>();
  private final PulledMouth mouth =
      new PulledMouth(
          new Mouth.Listener() {
            @Override
            public void clipBegan(Clip clip) {
              news.add("began " + clip.text());
            }

            @Override
            public void clipEnded(Clip clip, int playedSamples) {
              news.add("ended " + clip.text() + " after " + playedSamples);
            }
          });

  private static Clip clip(String text, int samples) {
    short[] sound = new short[samples];
    Arrays.fill(sound, (short) 10_000);
    return new Clip(1, text, sound);
  }

  private short[] pull() {
    byte[] buffer = new byte[2 * TEN_MILLIS];
    mouth.pull(buffer, TEN_MILLIS);
    short[] samples = new short[TEN_MILLIS];
    for (int i = 0; i < TEN_MILLIS; i++) {
      samples[i] = (short) ((buffer[2 * i] & 0xff) | (buffer[2 * i + 1] << 8));
    }
    return samples;
  }

  @Test
  void withNothingToSayItIsSilent() {
    for (short sample : pull()) {
      assertEquals(0, sample);
    }
    assertEquals(0, mouth.level());
    assertTrue(news.isEmpty());
  }

  @Test
  void clipsSoundOneAfterTheOtherWithoutAGap() {
    mouth.play(clip("one", 700));
    mouth.play(clip("two", 260));
    for (short sample : pull()) {
      assertEquals(10_000, sample);
    }
    assertTrue(mouth.level() > 0.5);
    for (short sample : pull()) {
      assertEquals(10_000, sample);
    }
    pull();
    assertEquals(
        List.of("began one", "ended one after 700", "began two", "ended two after 260"), news);
  }

  @Test
  void hushedItFadesWithinTenMillisAndForgetsWhatWaits() {
    mouth.play(clip("one", 48_000));
    mouth.play(clip("two", 48_000));
    pull();
    mouth.hush();
    short[] fade = pull();
    assertEquals(10_000, fade[0]);
    assertTrue(fade[TEN_MILLIS - 1] < 50);
    for (short sample : pull()) {
      assertEquals(0, sample);
    }
    assertEquals(List.of("began one", "ended one after 960"), news);
  }

  @Test
  void whatComesAfterAHushSoundsWhole() {
    mouth.hush();
    mouth.play(clip("one", 480));
    assertEquals(10_000, pull()[479]);
  }
}
