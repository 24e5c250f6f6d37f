package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WayBackTest {
  private static final int TICK = Call.TICK_MILLIS;

  private final WayBack wayBack = new WayBack();
  private int now = 10_000;
  private int frames = 7;
  private boolean seesPicture;

  /** ICE brings media from now on; says after how long it is trusted. */
  private int trustedAfter() {
    int since = now;
    wayBack.resume(now, frames);
    while (!wayBack.isOpen(now, false, seesPicture, frames)) {
      now += TICK;
      wayBack.resume(now, frames);
    }
    return now - since;
  }

  @Test
  void soundAloneIsTrustedAfterASecond() {
    wayBack.begin(WayBack.DISTRUST_MILLIS);

    assertEquals(WayBack.FIRST_HOLD_MILLIS, trustedAfter());
  }

  @Test
  void aPictureThatMovesIsNotLeftForOneThatHasNotCome() {
    wayBack.begin(WayBack.DISTRUST_MILLIS);
    seesPicture = true;
    wayBack.resume(now, frames);
    now += 3_000;
    assertFalse(wayBack.isOpen(now, false, true, frames));
    frames++;

    assertTrue(wayBack.isOpen(now, false, true, frames));
  }

  @Test
  void framesFromBeforeTheTroubleAreNoPicture() {
    wayBack.begin(WayBack.DISTRUST_MILLIS);
    frames = 5_000;
    wayBack.resume(now, frames);
    now += 2_000;

    assertFalse(wayBack.isOpen(now, false, true, frames));
  }

  @Test
  void aPictureThatNeverComesIsNotWaitedForForEver() {
    wayBack.begin(WayBack.DISTRUST_MILLIS);
    seesPicture = true;

    assertEquals(WayBack.PICTURE_MILLIS, trustedAfter());
  }

  @Test
  void aRelayThatBringsNothingIsLeftAfterASecondWhateverWasBefore() {
    for (int i = 0; i < 5; i++) {
      wayBack.begin(0);
    }
    wayBack.resume(now, frames);
    now += WayBack.FIRST_HOLD_MILLIS;
    assertFalse(wayBack.isOpen(now, false, true, frames));

    assertTrue(wayBack.isOpen(now, true, true, frames));
  }

  @Test
  void anInterruptionBeginsItAnew() {
    wayBack.begin(WayBack.DISTRUST_MILLIS);
    wayBack.resume(now, frames);
    now += TICK;
    wayBack.interrupt();

    assertEquals(WayBack.FIRST_HOLD_MILLIS, trustedAfter());
  }
}
