package coach.hybrid.rooms.tools.orb;

import org.jspecify.annotations.Nullable;

/**
 * The orb's own kill timers, for the case that nobody else stops it: how long it may live, be idle,
 * and be without its service. Touched by the orb's thread only.
 */
final class Lifetime {
  /** Why it goes; {@code word} as in seed 003's {@code shutdown_graceful}. */
  enum End {
    MAX_LIFETIME("max_lifetime", "timeout"),
    IDLE("idle_timeout", "timeout"),
    SERVICE_GONE("service_gone", "error");

    private final String word;
    private final String announced;

    End(String word, String announced) {
      this.word = word;
      this.announced = announced;
    }

    String word() {
      return word;
    }

    /** As seed 002's {@code ai-orb-shutdown} says it. */
    String announced() {
      return announced;
    }
  }

  private final long maxMillis;
  private final long idleMillis;
  private final long alonePatienceMillis;
  private final long bornMillis;
  private long lastActivityMillis;
  private @Nullable Long goneSinceMillis;

  /**
   * A life that begins now, with no service yet.
   *
   * @param alonePatienceMillis how long the service may be away
   */
  Lifetime(long maxMillis, long idleMillis, long alonePatienceMillis, long nowMillis) {
    this.maxMillis = maxMillis;
    this.idleMillis = idleMillis;
    this.alonePatienceMillis = alonePatienceMillis;
    this.bornMillis = nowMillis;
    this.lastActivityMillis = nowMillis;
    this.goneSinceMillis = nowMillis;
  }

  /** Somebody speaks, or is there with his microphone open. */
  void active(long nowMillis) {
    lastActivityMillis = nowMillis;
  }

  void serviceThere() {
    goneSinceMillis = null;
  }

  void serviceGone(long nowMillis) {
    if (goneSinceMillis == null) {
      goneSinceMillis = nowMillis;
    }
  }

  /** Why the life is over by now, or null while it is not. */
  @Nullable End over(long nowMillis) {
    if (nowMillis - bornMillis >= maxMillis) {
      return End.MAX_LIFETIME;
    }
    if (goneSinceMillis != null && nowMillis - goneSinceMillis >= alonePatienceMillis) {
      return End.SERVICE_GONE;
    }
    return nowMillis - lastActivityMillis >= idleMillis ? End.IDLE : null;
  }

  long ageMillis(long nowMillis) {
    return nowMillis - bornMillis;
  }
}
