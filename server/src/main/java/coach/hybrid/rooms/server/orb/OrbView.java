package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.protocol.OrbState;
import org.jspecify.annotations.Nullable;

/**
 * What people in the room are shown of its orb.
 *
 * @param reason a stable word of {@code docs/PROTOCOL.md}, or null
 */
public record OrbView(OrbState state, @Nullable String reason) {
  private static final String AT_CAPACITY = "at-capacity";
  private static final String IDLE = "idle";
  private static final String RESTARTING = "restarting";

  static OrbView of(OrbLife life) {
    return switch (life.phase()) {
      case OFF -> new OrbView(OrbState.OFF, word(life.reason()));
      case DORMANT -> new OrbView(OrbState.OFF, IDLE);
      case WAITING ->
          AT_CAPACITY.equals(life.reason())
              ? new OrbView(OrbState.UNAVAILABLE, AT_CAPACITY)
              : new OrbView(
                  OrbState.STARTING, null); // Whatever has failed, another place is tried.
      case LAUNCHING, STARTING -> new OrbView(OrbState.STARTING, null);
      case RESTING -> new OrbView(OrbState.STARTING, RESTARTING);
      case READY -> new OrbView(life.paused() ? OrbState.PAUSED : OrbState.READY, null);
      case UNAVAILABLE -> new OrbView(OrbState.UNAVAILABLE, word(life.reason()));
      case STOPPING -> stopping(life);
    };
  }

  private static OrbView stopping(OrbLife life) {
    return switch (life.after()) {
      case OFF -> new OrbView(OrbState.OFF, word(life.reason()));
      case DORMANT -> new OrbView(OrbState.OFF, IDLE);
      case RESTART -> new OrbView(OrbState.STARTING, RESTARTING);
      case UNAVAILABLE -> new OrbView(OrbState.UNAVAILABLE, word(life.reason()));
    };
  }

  /** What exactly failed is for the main app and the log. */
  private static @Nullable String word(@Nullable String reason) {
    if (reason == null) {
      return null;
    }
    return switch (reason) {
      case AT_CAPACITY, "dismissed", "unresponsive", "max-lifetime" -> reason;
      case "left", "no-process", "unknown-to-manager", "over-memory", "over-cpu" -> "crashed";
      default -> reason.startsWith("exit-") ? "crashed" : "spawn-failed";
    };
  }
}
