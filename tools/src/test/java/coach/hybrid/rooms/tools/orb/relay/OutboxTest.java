package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  private static byte[] message(int number) {
    return new byte[] {(byte) number};
  }

  @Test
  void soundsLeaveInTheirOrderAndBeforePictures() {
    outbox.picture("coach", message(9));
    outbox.sound(message(1), 0);
    outbox.sound(message(2), 20);
    assertArrayEquals(message(1), outbox.next(20));
    assertArrayEquals(message(2), outbox.next(20));
    assertArrayEquals(message(9), outbox.next(20));
    assertNull(outbox.next(20));
  }

  @Test
  void noSoundWaitsForMoreThanTwoHundredMillis() {
    for (int i = 0; i < 100; i++) { // Two seconds on a line that stands still.
      outbox.sound(message(i), i * 20L);
    }
    int left = 0;
    for (byte[] next = outbox.next(2_000); next != null; next = outbox.next(2_000)) {
      assertArrayEquals(message(90 + left), next);
      left++;
    }
    assertEquals(10, left);
    assertEquals(90, outbox.dropped());
  }

  @Test
  void bargeInLeavesNoSoundWaiting() {
    outbox.sound(message(1), 0);
    outbox.picture("coach", message(9));
    outbox.hush();
    assertArrayEquals(message(9), outbox.next(0), "a face may still be seen");
    assertNull(outbox.next(0));
  }

  @Test
  void ofPicturesOnlyTheNewestForEachIsKept() {
    outbox.picture("coach", message(1));
    outbox.picture("client", message(2));
    outbox.picture("coach", message(3));
    assertArrayEquals(message(3), outbox.next(0));
    assertArrayEquals(message(2), outbox.next(0));
    assertNull(outbox.next(0));
  }
}
