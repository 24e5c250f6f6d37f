package coach.hybrid.rooms.tools.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class LifetimeTest {
  private final Lifetime life = new Lifetime(10_000, 3_000, 1_000, 0);

  @Test
  void withoutAServiceItEndsSoon() {
    assertNull(life.over(999));
    assertEquals(Lifetime.End.SERVICE_GONE, life.over(1_000));
  }

  @Test
  void aServiceThatComesBackInTimeSavesIt() {
    life.serviceThere();
    life.serviceGone(500);
    life.serviceGone(1_400);
    assertEquals(Lifetime.End.SERVICE_GONE, life.over(1_500), "counted from the first loss");
    life.serviceThere();
    assertNull(life.over(1_500));
  }

  @Test
  void nobodyBeingThereItGoesIdle() {
    life.serviceThere();
    life.active(2_000);
    assertNull(life.over(4_999));
    assertEquals(Lifetime.End.IDLE, life.over(5_000));
  }

  @Test
  void howeverBusyItNeverOutlivesItsTime() {
    life.serviceThere();
    life.active(9_999);
    assertNull(life.over(9_999));
    assertEquals(Lifetime.End.MAX_LIFETIME, life.over(10_000));
  }
}
