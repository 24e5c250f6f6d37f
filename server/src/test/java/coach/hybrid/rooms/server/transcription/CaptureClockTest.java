package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
  private static final long EPOCH = 1_000_000_000L;

  private final CaptureClock clock = new CaptureClock();

  private long heardAt(long captureMillis, long arrivedMillis) {
    long capture = clock.observe((int) captureMillis, Instant.ofEpochMilli(EPOCH + arrivedMillis));
    return capture + clock.offsetMillis() - EPOCH;
  }

  @Test
  void theFastestFrameTellsTheTime() {
    assertEquals(300, heardAt(5_000, 300));
    assertEquals(220, heardAt(5_100, 220));
    assertEquals(320, heardAt(5_200, 700));
  }

  @Test
  void theClockMayWrap() {
    assertEquals(10, heardAt(0xffff_fff0L, 10));
    assertEquals(42, heardAt(0x0000_0010L, 42));
  }

  @Test
  void clocksThatDriftApartAreFollowed() {
    for (int i = 0; i <= 3_600; i++) {
      long millis = i * 1_000L;
      long heard = heardAt(millis, 50 + millis + millis / 1_000);
      long error = 50 + millis + millis / 1_000 - heard;
      assertEquals(0, (double) error, 125, "after " + i + " s");
    }
  }

  @Test
  void aSenderThatSleptIsMappedAnew() {
    assertEquals(0, heardAt(1_000, 0));
    assertEquals(60_000, heardAt(1_020, 60_000));
  }

  @Test
  void anotherStreamHasAnotherClock() {
    assertEquals(0, heardAt(1_000, 0));
    clock.reset();
    assertEquals(20, heardAt(900_000, 20));
  }
}
