package coach.hybrid.rooms.client.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QualityMeterTest {
  private final QualityMeter meter = new QualityMeter();
  private int now;
  private int received;
  private int lost;
  private Quality quality = Quality.GOOD;

  private void seconds(int count, int receivedEach, int lostEach, int roundTripMillis) {
    for (int i = 0; i < count; i++) {
      now += 1_000;
      received += receivedEach;
      lost += lostEach;
      quality = meter.update(new LinkStats(received, lost, 0, 5, roundTripMillis), now);
    }
  }

  @Test
  void aCleanLinkIsGood() {
    seconds(10, 100, 0, 40);
    assertEquals(Quality.GOOD, quality);
  }

  @Test
  void oneBurstOfLossChangesNothing() {
    seconds(5, 100, 0, 40);
    seconds(1, 60, 40, 40);
    seconds(1, 100, 0, 40);
    assertEquals(Quality.GOOD, quality);
  }

  @Test
  void lastingLossIsPoorAndRecoveryTakesTime() {
    seconds(3, 100, 0, 40);
    seconds(3, 85, 15, 40);
    assertEquals(Quality.POOR, quality);
    seconds(2, 100, 0, 40);
    assertEquals(Quality.POOR, quality);
    seconds(1, 100, 0, 40);
    assertEquals(Quality.GOOD, quality);
  }

  @Test
  void betweenTheBarsNothingChanges() {
    seconds(1, 100, 0, 40);
    seconds(3, 85, 15, 40);
    seconds(10, 95, 5, 40);
    assertEquals(Quality.POOR, quality);
  }

  @Test
  void aLongWayIsPoor() {
    seconds(5, 100, 0, 700);
    assertEquals(Quality.POOR, quality);
  }

  @Test
  void packetsThatStopAreLostAndComeBackGood() {
    seconds(5, 100, 0, 40);
    seconds(2, 0, 0, 40);
    assertEquals(Quality.LOST, quality);
    seconds(1, 100, 0, 40);
    assertEquals(Quality.GOOD, quality);
  }
}
