package coach.hybrid.rooms.server.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.server.config.OrbTiming;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an orb is found to take too much, however often it is looked at. */
class OrbCostTest {
  private static final OrbNeed WANTED = new OrbNeed(true, false, true, true, true, false);
  private static final OrbEvent BUSY = new OrbEvent.Measured(1, 51, 100);
  private static final OrbEvent FAT = new OrbEvent.Measured(1, 10, 2_049);
  private static final OrbEvent MODEST = new OrbEvent.Measured(1, 50, 2_048);

  private OrbLife state = OrbLife.none("orb-1");

  private OrbLifecycle joined(Duration betweenLooks) {
    OrbTiming timing = OrbFixtures.timing(betweenLooks);
    OrbLifecycle life =
        new OrbLifecycle(new OrbRules(timing, List.of(OrbPlace.PROCESS), 2_048, 50));
    happens(life, new OrbEvent.NeedChanged());
    happens(life, new OrbEvent.SlotGranted());
    happens(life, new OrbEvent.Launched(1, null, 0, null));
    happens(life, new OrbEvent.Joined(1));
    return life;
  }

  private void happens(OrbLifecycle life, OrbEvent event) {
    state = life.step(state, WANTED, event, OrbFixtures.LAUNCHED).state();
  }

  private int looksUntilItIsStopped(OrbLifecycle life, OrbEvent look) {
    for (int looks = 1; looks <= 100; looks++) {
      happens(life, look);
      if (state.phase() == OrbPhase.STOPPING) {
        return looks;
      }
    }
    return 0;
  }

  @Test
  void oneThatIsLookedAtEverySecondMayBeBusyForAMinute() {
    assertEquals(60, looksUntilItIsStopped(joined(Duration.ofSeconds(1)), BUSY));
  }

  @Test
  void threeBusyLooksAreTooManyWhereTheyAreRare() {
    assertEquals(3, looksUntilItIsStopped(joined(Duration.ofMinutes(2)), BUSY));
  }

  @Test
  void memoryIsNoMatterOfTime() {
    assertEquals(3, looksUntilItIsStopped(joined(Duration.ofSeconds(1)), FAT));
  }

  @Test
  void whatIsAllowedIsNeverTooMuch() {
    assertEquals(0, looksUntilItIsStopped(joined(Duration.ofMinutes(2)), MODEST));
  }
}
