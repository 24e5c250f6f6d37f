package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.OrbState;
import org.junit.jupiter.api.Test;

class OrbControlsTest {
  @Test
  void whatRunsIsPausedAndWhatIsPausedGoesOn() {
    assertEquals(OrbAction.PAUSE, OrbControls.next(OrbState.READY));
    assertEquals(OrbAction.RESUME, OrbControls.next(OrbState.PAUSED));
  }

  @Test
  void whatIsNotThereIsStartedButNotTwice() {
    assertEquals(OrbAction.START, OrbControls.next(OrbState.OFF));
    assertEquals(OrbAction.START, OrbControls.next(OrbState.UNAVAILABLE));
    assertNull(OrbControls.next(OrbState.STARTING));
  }

  @Test
  void everythingButNothingCanBeSentAway() {
    for (OrbState state : OrbState.values()) {
      if (state != OrbState.OFF) {
        assertTrue(OrbControls.canDismiss(state), state::toString);
      }
    }
    assertFalse(OrbControls.canDismiss(OrbState.OFF));
  }
}
