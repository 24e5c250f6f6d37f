package coach.hybrid.rooms.tools.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class FlatnessTest {
  private static final double WARM_UP = 2;
  private static final long START_KILOBYTES = 100 * 1_024;

  private static Series halfMinutes(
      int count, IntToLongFunction kilobytes, IntToLongFunction threads) {
    Series series = new Series("orb 1", 1);
    for (int i = 0; i <= count; i++) {
      long size = kilobytes.applyAsLong(i);
      series.add(
          i / 2.0, new ProcessFigures(size, size, (int) threads.applyAsLong(i), 30, i * 3_000L));
    }
    return series;
  }

  @Test
  void aSlowLeakIsSeenThroughTheNoise() {
    Series leaking = halfMinutes(60, i -> START_KILOBYTES + i * 300L + (i % 3) * 2_000L, _ -> 30);
    List<String> faults = Flatness.faults(leaking, WARM_UP);
    assertEquals(1, faults.size(), faults::toString);
    assertTrue(faults.getFirst().startsWith("orb 1 grows by 16"), faults::toString);
    assertEquals(
        36_000, leaking.trend(WARM_UP, ProcessFigures::residentKilobytes).perHour(), 1_000);
  }

  @Test
  void noiseAloneIsFlat() {
    Series noisy = halfMinutes(60, i -> START_KILOBYTES + (i % 5) * 3_000L, i -> 30 + i % 2);
    assertEquals(List.of(), Flatness.faults(noisy, WARM_UP));
  }

  @Test
  void whatTheWarmUpTakesIsNoGrowth() {
    Series warming = halfMinutes(60, i -> START_KILOBYTES + Math.min(i, 4) * 20_000L, _ -> 30);
    assertEquals(List.of(), Flatness.faults(warming, WARM_UP));
  }

  @Test
  void aThreadEveryFiveMinutesIsTooMany() {
    Series growing = halfMinutes(60, _ -> START_KILOBYTES, i -> 30 + i / 10);
    assertEquals(List.of("orb 1 grows by 6 threads"), Flatness.faults(growing, WARM_UP));
  }

  @Test
  void cpuIsThatOfTheTimeBetweenTwoLooks() {
    assertEquals(10, halfMinutes(60, _ -> START_KILOBYTES, _ -> 30).cpuPercent(WARM_UP), 0.001);
  }
}
