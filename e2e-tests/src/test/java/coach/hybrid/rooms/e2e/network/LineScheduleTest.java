package coach.hybrid.rooms.e2e.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LineScheduleTest {
  private static final long MILLI = 1_000_000;

  private static LineSchedule schedule(LineQuality quality) {
    return new LineSchedule(quality, new Random(6));
  }

  @Test
  void everyPacketIsDelayedByTheSame() {
    LineSchedule schedule = schedule(LineQuality.delay(100));
    assertEquals(107 * MILLI, schedule.arrival(1_200, 7 * MILLI));
    assertEquals(108 * MILLI, schedule.arrival(60, 8 * MILLI));
  }

  @Test
  void aRateMakesPacketsWaitForEachOther() {
    LineSchedule schedule = schedule(LineQuality.rate(300));
    assertEquals(32 * MILLI, schedule.arrival(1_200, 0));
    assertEquals(64 * MILLI, schedule.arrival(1_200, 0));
    assertEquals(1_032 * MILLI, schedule.arrival(1_200, 1_000 * MILLI));
  }

  @Test
  void whatWouldWaitTooLongIsLost() {
    LineSchedule schedule = schedule(LineQuality.rate(300));
    long arrived = 0;
    for (int i = 0; i < 100; i++) {
      arrived += schedule.arrival(1_200, 0) == LineSchedule.LOST ? 0 : 1;
    }
    assertEquals(13, arrived, "400 ms of packets of 32 ms, and the one that is being sent");
  }

  @Test
  void soManyAreLostAsWasAskedFor() {
    LineSchedule schedule = schedule(LineQuality.loss(15));
    int lost = 0;
    for (int i = 0; i < 10_000; i++) {
      lost += schedule.arrival(100, i) == LineSchedule.LOST ? 1 : 0;
    }
    assertTrue(lost > 1_400 && lost < 1_600, "lost " + lost + " of 10000");
  }

  @Test
  void theClockMayHaveAnyOrigin() {
    long negative = -5_000 * MILLI;
    assertEquals(negative + 32 * MILLI, schedule(LineQuality.rate(300)).arrival(1_200, negative));
  }
}
