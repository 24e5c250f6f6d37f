package coach.hybrid.rooms.client.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.protocol.LinkPath;
import org.junit.jupiter.api.Test;

class QualityMeterTest {
  private final QualityMeter meter = new QualityMeter();
  private int now;
  private int received;
  private int lost;
  private int concealed;
  private int samples;
  private int frozen;
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

  /** Clean seconds, but for sound that was made up and pictures that stood still. */
  private void seconds(int count, int concealedPermille, int freezeMillis) {
    for (int i = 0; i < count; i++) {
      now += 1_000;
      received += 100;
      concealed += concealedPermille * 48;
      samples += 48_000;
      frozen += freezeMillis;
      LinkStats reading =
          new LinkStats(
              received, 0, 0, 5, 40, LinkPath.DIRECT, "", 0, 0, concealed, samples, frozen);
      quality = meter.update(reading, now);
    }
  }

  @Test
  void soundThatIsMadeUpForMoreThanATwentiethIsPoor() {
    seconds(10, 50, 0);
    assertEquals(Quality.GOOD, quality);
    seconds(3, 60, 0);
    assertEquals(Quality.POOR, quality);
    seconds(3, 10, 0);
    assertEquals(Quality.GOOD, quality);
  }

  @Test
  void onePacketLostOfTheFewInASilenceIsNoPoorLink() {
    seconds(3, 100, 0, 40);
    seconds(6, 3, 1, 40);
    assertEquals(Quality.GOOD, quality);
  }

  @Test
  void picturesThatKeepStoppingArePoor() {
    seconds(4, 0, 0);
    seconds(3, 0, 400);
    assertEquals(Quality.POOR, quality);
  }

  @Test
  void aLongFreezeIsPoorAsSoonAsItIsTold() {
    seconds(4, 0, 0);
    seconds(1, 0, 3_500);
    assertEquals(Quality.POOR, quality);
  }

  /** Packets of the silence show as lost and its still picture as frozen once it is over. */
  @Test
  void whatASilenceCostIsNotHeldAgainstWhatFollows() {
    seconds(5, 100, 0, 40);
    seconds(4, 0, 0, 40);
    assertEquals(Quality.LOST, quality);
    seconds(1, 100, 400, 40);
    seconds(1, 0, 5_000);
    seconds(1, 0, 0);
    assertEquals(Quality.GOOD, quality);
  }

  @Test
  void whatIsBadAfterASilenceIsPoor() {
    seconds(5, 100, 0, 40);
    seconds(4, 0, 0, 40);
    seconds(1, 100, 400, 40);
    seconds(3, 85, 15, 40);
    assertEquals(Quality.POOR, quality);
  }

  @Test
  void soundThatBreaksUpEveryThirdSecondIsPoor() {
    seconds(3, 0, 0);
    for (int i = 0; i < 2; i++) {
      seconds(1, 200, 0);
      seconds(2, 0, 0);
    }
    assertEquals(Quality.GOOD, quality, "twice is chance");
    seconds(1, 200, 0);
    assertEquals(Quality.POOR, quality);
    seconds(3, 0, 0);
    assertEquals(Quality.GOOD, quality);
    seconds(1, 200, 0);
    assertEquals(Quality.GOOD, quality, "what was is forgotten");
  }

  @Test
  void soundThatBreaksUpNowAndThenIsNot() {
    seconds(3, 0, 0);
    for (int i = 0; i < 8; i++) {
      seconds(1, 200, 0);
      seconds(3, 0, 0);
      assertEquals(Quality.GOOD, quality);
    }
  }
}
