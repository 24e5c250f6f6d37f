package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayLineTest {
  private static final int ID = 3;

  private final FakeForwarder service = new FakeForwarder();
  private final List<Integer> generations = new ArrayList<>();
  private final List<Long> dials = new ArrayList<>();
  private final Outbox outbox = new Outbox();
  private long now = 50_000;
  private final RelayLine line =
      new RelayLine(
          call -> {
            dials.add(now);
            service.dialer(ID).dial(call);
          },
          Runnable::run,
          () -> now,
          outbox,
          new RelayLine.Listener() {
            @Override
            public void generation(int generation) {
              generations.add(generation);
            }

            @Override
            public void lineChanged() {}

            @Override
            public void received(byte[] message) {}
          });

  private void pass(long millis) {
    for (long end = now + millis; now < end; ) {
      now += 10;
      line.tick();
    }
  }

  @Test
  void itIsOpenedWhenFirstWantedAndOnce() {
    pass(1_000);
    assertEquals(0, service.sockets());
    line.want();
    line.want();
    assertTrue(line.isOpen());
    assertEquals(1, dials.size());
    assertEquals(1, line.generation());
  }

  @Test
  void eachSocketIsAGenerationOfItsOwn() {
    line.want();
    service.cut(ID, 0);
    assertFalse(line.isOpen());
    pass(300);
    assertTrue(line.isOpen());
    assertEquals(2, line.generation());
    assertEquals(List.of(2), generations, "told before the first frame");
  }

  @Test
  void anAttemptThatFailsUsesUpNoGeneration() {
    service.refuse(true);
    line.want();
    pass(20_000);
    service.refuse(false);
    pass(10_000);
    assertTrue(line.isOpen());
    assertEquals(1, line.generation());
  }

  @Test
  void attemptsBecomeRareAndNeverRarerThanEightSeconds() {
    service.refuse(true);
    line.want();
    pass(60_000);
    List<Long> pauses = new ArrayList<>();
    for (int i = 1; i < dials.size(); i++) {
      pauses.add(dials.get(i) - dials.get(i - 1));
    }
    assertEquals(List.of(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L), pauses.subList(0, 7));
  }

  @Test
  void aLineThatHeldBeginsAnewWithShortPauses() {
    line.want();
    for (int i = 0; i < 5; i++) {
      service.cut(ID, 0);
      pass(15_000);
      assertTrue(line.isOpen());
    }
    service.cut(ID, 0);
    long cutAt = now;
    pass(1_000);
    assertEquals(cutAt + 250, dials.getLast());
  }

  @Test
  void aRefusalForGoodIsRespectedUntilSomethingChanges() {
    line.want();
    service.cut(ID, 4403);
    pass(60_000);
    assertEquals(1, dials.size());
    line.want();
    assertTrue(line.isOpen());
  }

  @Test
  void aLineThatNothingComesOverIsGivenUp() {
    line.want();
    pass(RelayLine.SILENCE_LIMIT_MILLIS + 500);
    assertEquals(2, dials.size());
    assertEquals(2, line.generation());
  }

  @Test
  void oneMessageIsOnItsWayAtATimeAndTheRestWaits() {
    line.want();
    service.hold();
    for (int i = 0; i < 5; i++) {
      outbox.sound(new byte[16], now);
      line.push();
    }
    assertEquals(1, service.passed().size());
    service.release();
    assertEquals(5, service.passed().size());
  }

  @Test
  void whatWaitedForTheOldSocketIsNotSentOverTheNewOne() {
    line.want();
    service.hold();
    for (int i = 0; i < 5; i++) {
      outbox.sound(new byte[16], now);
      line.push();
    }
    service.cut(ID, 0);
    service.release();
    int before = service.passed().size();
    pass(500);
    line.push();
    assertTrue(line.isOpen());
    assertEquals(before, service.passed().size());
  }

  @Test
  void closedItStaysClosed() {
    line.want();
    line.close();
    pass(60_000);
    assertEquals(1, dials.size());
    assertEquals(0, service.sockets());
  }
}
