package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.protocol.LinkQuality;
import org.junit.jupiter.api.Test;

class PictureYieldTest {
  private final PictureYield pictures = new PictureYield();
  private SendLimit limit = SendLimit.FULL;
  private int now;

  private SendLimit seconds(int seconds, LinkQuality theirs) {
    for (int i = 0; i < seconds * 2; i++) {
      now += Call.TICK_MILLIS;
      limit = pictures.tick(now, theirs);
    }
    return limit;
  }

  @Test
  void aGoodLinkCarriesAllOfThePicture() {
    assertEquals(SendLimit.FULL, seconds(60, LinkQuality.GOOD));
  }

  @Test
  void thePictureGivesWayStepByStepWhileTheOtherEndHearsUsPoorly() {
    assertEquals(SendLimit.LESS, seconds(1, LinkQuality.POOR));
    assertEquals(SendLimit.LEAST, seconds(6, LinkQuality.POOR));
    assertEquals(SendLimit.NONE, seconds(6, LinkQuality.POOR));
  }

  @Test
  void itComesBackStepByStepWhenThatHolds() {
    seconds(13, LinkQuality.POOR);
    assertEquals(SendLimit.NONE, seconds(9, LinkQuality.GOOD));
    assertEquals(SendLimit.LEAST, seconds(2, LinkQuality.GOOD));
    assertEquals(SendLimit.LESS, seconds(10, LinkQuality.GOOD));
    assertEquals(SendLimit.FULL, seconds(10, LinkQuality.GOOD));
  }

  @Test
  void whatGotWorseWhenItCameBackWaitsLonger() {
    seconds(1, LinkQuality.POOR);
    assertEquals(SendLimit.FULL, seconds(11, LinkQuality.GOOD));
    assertEquals(SendLimit.LESS, seconds(1, LinkQuality.POOR));
    assertEquals(SendLimit.LESS, seconds(19, LinkQuality.GOOD));
    assertEquals(SendLimit.FULL, seconds(2, LinkQuality.GOOD));
  }

  @Test
  void aPictureThatIsNotToBlameComesBackSmall() {
    seconds(13, LinkQuality.POOR);
    assertEquals(SendLimit.NONE, limit);
    assertEquals(SendLimit.LEAST, seconds(6, LinkQuality.POOR));
    assertEquals(SendLimit.LEAST, seconds(60, LinkQuality.POOR));
  }

  @Test
  void aLostLinkSaysNothingAboutPictures() {
    seconds(1, LinkQuality.POOR);
    assertEquals(SendLimit.LESS, seconds(60, LinkQuality.LOST));
  }
}
