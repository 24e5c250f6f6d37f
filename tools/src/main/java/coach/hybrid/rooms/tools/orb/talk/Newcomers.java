package coach.hybrid.rooms.tools.orb.talk;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whom the orb has yet to greet: everybody once, when it is quiet, and not at all if the talk is
 * well under way by then. Touched by the orb's thread only.
 */
public final class Newcomers {
  private static final long PAUSE_MILLIS = 1_500;
  private static final long PATIENCE_MILLIS = 30_000;

  private final Set<String> met = new HashSet<>();
  private final Set<String> ungreeted = new LinkedHashSet<>();
  private long sinceMillis;

  public void connected(String userId, long nowMillis) {
    if (met.add(userId)) {
      ungreeted.add(userId);
      sinceMillis = nowMillis;
    }
  }

  /** Whoever leaves ungreeted is greeted when he comes back. */
  public void left(String userId) {
    if (ungreeted.remove(userId)) {
      met.remove(userId);
    }
  }

  /** Whether nobody has ever come. */
  public boolean nobodyYet() {
    return met.isEmpty();
  }

  /** Whether somebody waits for a greeting that may still come. */
  public boolean anyLeft(long nowMillis) {
    if (nowMillis - sinceMillis > PATIENCE_MILLIS) {
      ungreeted.clear();
    }
    return !ungreeted.isEmpty();
  }

  public boolean mayBeGreeted(TurnTaking turns, long nowMillis) {
    return nowMillis - sinceMillis >= PAUSE_MILLIS && turns.quietFor(PAUSE_MILLIS, nowMillis);
  }

  /** Those to greet, who are greeted by that. */
  public Set<String> take() {
    Set<String> taken = Set.copyOf(ungreeted);
    ungreeted.clear();
    return taken;
  }
}
