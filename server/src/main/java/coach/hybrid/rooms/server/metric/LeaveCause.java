package coach.hybrid.rooms.server.metric;

import java.util.Locale;

/** Why a stay ended. */
public enum LeaveCause {
  /** Said good-bye. */
  LEAVE,
  /** Gone without a word, and did not come back in time. */
  GRACE,
  /** Another page took the seat over. */
  REPLACED,
  /** The room ended. */
  ENDED,
  /** Sent out. */
  KICKED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
