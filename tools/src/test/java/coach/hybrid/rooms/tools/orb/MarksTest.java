package coach.hybrid.rooms.tools.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coach.hybrid.rooms.tools.orb.voice.Mouth;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import coach.hybrid.rooms.tools.orb.voice.PulledMouth;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarksTest {
  private final List<String> heard = new ArrayList<>();
  private final Mouth.Listener listener =
      new Mouth.Listener() {
        @Override
        public void clipBegan(Clip clip) {
          heard.add("began");
        }

        @Override
        public void clipEnded(Clip clip, int playedSamples) {
          heard.add("ended " + playedSamples);
        }
      };

  @Test
  void switchedOffNothingIsPutInBetween() throws Exception {
    Marks marks = Marks.from(Map.of());
    PulledMouth mouth = new PulledMouth(listener);
    assertSame(listener, marks.hearing(listener));
    assertSame(mouth, marks.ordering(mouth));
    marks.frame(new byte[960]);
  }

  @Test
  void theMomentAClipIsPulledIsWrittenAndThePartsHearOfItAsBefore() {
    StringWriter out = new StringWriter();
    Clock clock = Clock.fixed(Instant.ofEpochSecond(5, 7_000), ZoneOffset.UTC);
    Marks marks = new Marks(out, clock);
    PulledMouth pulled = new PulledMouth(marks.hearing(listener));
    Mouth mouth = marks.ordering(pulled);
    short[] samples = new short[480];
    samples[96] = 9_000;
    mouth.play(new Clip(1, "One.", samples));
    pulled.pull(new byte[960], 480);
    pulled.pull(new byte[960], 480);
    assertEquals("5000007 play\n5000007 began 96\n5000007 ended 480\n", out.toString());
    assertEquals(List.of("began", "ended 480"), heard);
  }

  @Test
  void theFirstSoundAfterASilenceIsMarkedOnce() {
    StringWriter out = new StringWriter();
    Marks marks = new Marks(out, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    byte[] loud = new byte[960];
    Arrays.fill(loud, (byte) 32);
    marks.frame(loud);
    marks.frame(new byte[960]);
    marks.frame(loud);
    for (int i = 0; i < 30; i++) {
      marks.frame(new byte[960]);
    }
    marks.frame(loud);
    assertEquals("0 sound\n0 sound\n", out.toString());
  }

  @Test
  void beepsAreOffUnlessAskedForAndNeverDense() {
    assertEquals(new Beeps(0), Beeps.from(Map.of()));
    assertEquals(new Beeps(700), Beeps.from(Map.of("ORB_BEEP_MILLIS", "700")));
    assertThrows(IllegalArgumentException.class, () -> Beeps.from(Map.of("ORB_BEEP_MILLIS", "10")));
  }
}
