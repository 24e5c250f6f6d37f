package coach.hybrid.rooms.client.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JitterBufferTest {
  private final JitterBuffer buffer = new JitterBuffer();
  private int now = 5_000;

  /** Packets every 20 ms; every {@code period}-th is {@code spike} late. */
  private void play(int seconds, int delay, int period, int spike) {
    for (int i = 0; i < seconds * 50; i++) {
      now += 20;
      buffer.arrived(delay + (period > 0 && i % period == period - 1 ? spike : 0), now);
    }
  }

  @Test
  void anEvenStreamIsHeldBackAsLittleAsMayBe() {
    play(5, -900_000, 0, 0);

    assertEquals(JitterBuffer.LEAST_MILLIS, buffer.targetMillis());
    assertEquals(0, buffer.jitterMillis());
  }

  @Test
  void anUnevenStreamIsHeldBackAsMuchAsItIsUneven() {
    play(5, 100, 10, 150);

    assertEquals(150 + JitterBuffer.MARGIN_MILLIS, buffer.targetMillis());
    assertTrue(buffer.jitterMillis() > 10);
  }

  @Test
  void oneSpikeIsChance() {
    play(3, 100, 0, 0);
    buffer.arrived(400, now += 20);
    play(2, 100, 0, 0);

    assertEquals(JitterBuffer.LEAST_MILLIS, buffer.targetMillis());
  }

  @Test
  void nothingIsHeldBackForLongerThanPeopleBear() {
    play(5, 100, 10, 2_000);

    assertEquals(JitterBuffer.MOST_MILLIS, buffer.targetMillis());
  }

  @Test
  void whatWasUnevenIsForgottenInTime() {
    play(5, 100, 10, 150);
    play(9, 100, 0, 0);

    assertEquals(JitterBuffer.LEAST_MILLIS, buffer.targetMillis());
  }

  @Test
  void aQueueOnTheWayIsLatenessAndNoUnevenness() {
    play(10, 100, 0, 0);
    play(10, 700, 0, 0);

    assertEquals(JitterBuffer.LEAST_MILLIS, buffer.targetMillis());
    assertTrue(Math.abs(600 - buffer.lateMillis()) < 30, buffer.lateMillis() + " ms late");
    play(3, 100, 0, 0);
    assertEquals(0, buffer.lateMillis());
  }

  @Test
  void anotherStreamHasAClockOfItsOwn() {
    play(3, 100, 0, 0);
    buffer.reset();
    play(3, 90_000, 0, 0);

    assertEquals(0, buffer.lateMillis());
    assertEquals(JitterBuffer.LEAST_MILLIS, buffer.targetMillis());
  }

  @Test
  void picturesMayAskForMoreWithinTheLimit() {
    play(3, 100, 0, 0);
    buffer.setExtra(100);
    assertEquals(JitterBuffer.LEAST_MILLIS + 100, buffer.targetMillis());
    buffer.setExtra(2_000);
    assertEquals(JitterBuffer.MOST_MILLIS, buffer.targetMillis());
    buffer.setExtra(-1);
    assertEquals(JitterBuffer.LEAST_MILLIS, buffer.targetMillis());
  }
}
