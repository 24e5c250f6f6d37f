package coach.hybrid.rooms.server.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import coach.hybrid.rooms.protocol.OrbState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where an orb is tried when it does not come, and what people are shown meanwhile. */
class OrbPlacesTest {
  private static final OrbNeed WANTED = new OrbNeed(true, false, true, true, true, false);

  private final OrbLifecycle life =
      new OrbLifecycle(
          new OrbRules(OrbFixtures.TIMING, List.of(OrbPlace.GPU, OrbPlace.PROCESS), 2_048, 100));
  private final List<OrbPlace> launches = new ArrayList<>();
  private OrbLife state = OrbLife.none("orb-1");

  private void happens(OrbEvent event) {
    OrbLifecycle.Step step = life.step(state, WANTED, event, OrbFixtures.LAUNCHED);
    state = step.state();
    for (OrbEffect effect : step.effects()) {
      if (effect instanceof OrbEffect.Launch(OrbUnit unit)) {
        launches.add(unit.place());
      }
    }
  }

  private void begins() {
    happens(new OrbEvent.NeedChanged());
    happens(new OrbEvent.SlotGranted());
  }

  private void launched() {
    happens(new OrbEvent.Launched(state.generation(), null, 0, null));
  }

  private void fails(boolean certain) {
    happens(new OrbEvent.LaunchFailed(state.generation(), certain, "manager-timeout"));
  }

  private void endsAndIsRestarted() {
    happens(new OrbEvent.Gone(state.generation(), "unknown-to-manager"));
    happens(new OrbEvent.TimerFired(OrbTimer.RETRY));
    happens(new OrbEvent.SlotGranted());
  }

  @Test
  void peopleAreToldOfNoFailureWhileAnotherPlaceIsTried() {
    begins();
    fails(false);
    assertEquals(OrbPhase.WAITING, state.phase());
    assertEquals(new OrbView(OrbState.STARTING, null), state.view());
    happens(new OrbEvent.SlotRefused());
    assertEquals(new OrbView(OrbState.UNAVAILABLE, "at-capacity"), state.view());
    happens(new OrbEvent.SlotGranted());
    assertEquals(List.of(OrbPlace.GPU, OrbPlace.PROCESS), launches);
    assertNull(state.reason(), "it is over with the wait");
  }

  @Test
  void anOrbThatWasPromisedAndNeverCameInIsTriedElsewhere() {
    begins();
    launched();
    endsAndIsRestarted();
    assertEquals(List.of(OrbPlace.GPU, OrbPlace.PROCESS), launches);
    launched();
    endsAndIsRestarted();
    assertEquals(OrbPlace.GPU, launches.getLast(), "neither did well: from the beginning");
  }

  @Test
  void anOrbThatHadBeenInTheRoomIsReplacedWhereItWas() {
    begins();
    launched();
    happens(new OrbEvent.Joined(1));
    endsAndIsRestarted();
    assertEquals(List.of(OrbPlace.GPU, OrbPlace.GPU), launches);
  }

  @Test
  void aRestartWithoutAFallbackGoesBackToTheManager() {
    begins();
    launched();
    endsAndIsRestarted();
    fails(true);
    assertEquals(List.of(OrbPlace.GPU, OrbPlace.PROCESS, OrbPlace.GPU), launches);
    assertEquals(OrbPhase.LAUNCHING, state.phase());
    assertEquals(1, state.restarts(), "within the same attempt");
  }
}
