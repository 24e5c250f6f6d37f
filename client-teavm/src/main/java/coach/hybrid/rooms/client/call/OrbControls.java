package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.OrbState;
import org.jspecify.annotations.Nullable;

/** What a coach can ask of the assistant in which state. The service has the last word. */
public final class OrbControls {
  private OrbControls() {}

  /** What the first button does, or null while there is nothing for it to do. */
  public static @Nullable OrbAction next(OrbState state) {
    if (state == OrbState.READY) {
      return OrbAction.PAUSE;
    }
    if (state == OrbState.PAUSED) {
      return OrbAction.RESUME;
    }
    return state == OrbState.STARTING ? null : OrbAction.START;
  }

  /** Whether there is anything to send away; waiting for an assistant that is late counts too. */
  public static boolean canDismiss(OrbState state) {
    return state != OrbState.OFF;
  }
}
