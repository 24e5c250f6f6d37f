package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoicePumpTest {
  private static final long MILLI = 1_000_000;
  private static final int PIECE = 480;

  private final List<Integer> said = new ArrayList<>();
  private final List<Long> saidAt = new ArrayList<>();
  private int pulls;
  private long now = 1_000 * MILLI;
  private final VoicePump pump =
      new VoicePump(
          (buffer, _) -> buffer[0] = (byte) ++pulls,
          (frame, _) -> {
            said.add((int) frame[0]);
            saidAt.add(now / MILLI);
          },
          now);

  private void pass(long millis) {
    for (long end = now + millis * MILLI; now < end; ) {
      now += MILLI;
      pump.step(now);
    }
  }

  private void devicePulls(int mark) {
    byte[] pcm = new byte[2 * PIECE];
    pcm[0] = (byte) mark;
    pump.pulled(pcm, PIECE, now);
    pump.step(now);
  }

  @Test
  void whileTheDeviceSleepsAFrameLeavesEveryTwentyMillis() {
    pump.wanted(true);
    pass(5);
    said.clear();
    saidAt.clear();
    pulls = 0;
    pass(1_000);
    assertEquals(50, said.size());
    assertEquals(100, pulls);
    for (int i = 1; i < saidAt.size(); i++) {
      assertEquals(20, saidAt.get(i) - saidAt.get(i - 1));
    }
  }

  @Test
  void whatTheDevicePullsIsPassedOnAndTheMouthIsNotPulledTwice() {
    pump.wanted(true);
    for (int i = 0; i < 100; i++) {
      devicePulls(i);
      pass(10);
    }
    assertEquals(50, said.size());
    assertEquals(List.of(0, 2, 4), said.subList(0, 3));
    assertEquals(0, pulls);
  }

  @Test
  void aDeviceThatFallsAsleepIsTakenOverFromWithinAFewFrames() {
    pump.wanted(true);
    devicePulls(1);
    devicePulls(2);
    pass(1_000);
    assertTrue(said.size() >= 47, "frames: " + said.size());
    devicePulls(3);
    int before = pulls;
    pass(50);
    assertEquals(before, pulls, "it is awake");
  }

  @Test
  void nobodyListeningCostsNothing() {
    pass(1_000);
    devicePulls(1);
    assertEquals(0, pulls);
    assertEquals(0, said.size());
  }

  @Test
  void aLateThreadDoesNotCatchUpOnMoreThanATenthOfASecond() {
    pump.wanted(true);
    pass(100);
    int before = said.size();
    now += 5_000 * MILLI;
    pass(20);
    assertTrue(said.size() - before <= 8, "frames at once: " + (said.size() - before));
  }

  @Test
  void bargeInLeavesNothingOfWhatWasPulled() {
    pump.wanted(true);
    byte[] pcm = new byte[2 * PIECE];
    pcm[0] = 7;
    for (int i = 0; i < 10; i++) {
      pump.pulled(pcm, PIECE, now);
    }
    pump.hush();
    pump.step(now);
    assertEquals(0, said.size());
  }

  @Test
  void noMoreThanTwoHundredMillisEverWait() {
    pump.wanted(true);
    for (int i = 0; i < 100; i++) {
      pump.pulled(new byte[2 * PIECE], PIECE, now);
    }
    pump.step(now);
    assertEquals(10, said.size());
  }
}
