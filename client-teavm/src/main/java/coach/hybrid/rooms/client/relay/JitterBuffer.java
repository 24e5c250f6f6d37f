package coach.hybrid.rooms.client.relay;

/**
 * How much sound is held back so that it does not break off: as much as it has come unevenly within
 * the last seconds, once disregarded. All times are differences of two clocks, ours and theirs.
 */
final class JitterBuffer {
  static final int LEAST_MILLIS = 40;
  static final int MOST_MILLIS = 400;

  /** Above what was uneven: packets are 20 ms, and a player takes them when it likes. */
  static final int MARGIN_MILLIS = 20;

  private static final int SECONDS = 8;
  private static final int SECOND = 1_000;
  private static final int JITTER_SHARE = 16;

  private final int[] least = new int[SECONDS];
  private final int[] most = new int[SECONDS];
  private int filled;
  private int current = -1;
  private int currentSince;
  private int reference;
  private int lastDelay;
  private int jitter;
  private int best;
  private int extra;

  /** A packet came, so much after it was captured by two clocks that nobody compared. */
  void arrived(int delayMillis, int nowMillis) {
    if (current < 0) {
      reference = delayMillis;
      begin(0, nowMillis);
    }
    int delay = delayMillis - reference;
    if (nowMillis - currentSince >= SECOND) {
      best += 1; // clocks drift, and paths become slower for good
      begin(delay, nowMillis);
    }
    least[current] = Math.min(least[current], delay);
    most[current] = Math.max(most[current], delay);
    best = Math.min(best, delay);
    jitter += Math.abs(delay - lastDelay) - jitter / JITTER_SHARE;
    lastDelay = delay;
  }

  private void begin(int delay, int nowMillis) {
    current = (current + 1) % SECONDS;
    filled = Math.min(filled + 1, SECONDS);
    currentSince = nowMillis;
    least[current] = delay;
    most[current] = delay;
  }

  /** Another stream, or another way here. */
  void reset() {
    current = -1;
    filled = 0;
    best = 0;
    lastDelay = 0;
  }

  /** Pictures come later than their sound: hold that back, too. */
  void setExtra(int millis) {
    extra = Math.max(0, Math.min(millis, MOST_MILLIS));
  }

  int extra() {
    return extra;
  }

  /** One second that was uneven is chance; the next like it is not. */
  int targetMillis() {
    int base = Integer.MAX_VALUE;
    int highest = Integer.MIN_VALUE;
    int second = Integer.MIN_VALUE;
    for (int i = 0; i < filled; i++) {
      base = Math.min(base, least[i]);
      second = Math.max(second, Math.min(highest, most[i]));
      highest = Math.max(highest, most[i]);
    }
    int uneven = filled < 2 ? 0 : second - base;
    int target = Math.max(LEAST_MILLIS, uneven + MARGIN_MILLIS) + extra;
    return Math.min(target, MOST_MILLIS);
  }

  /** As RFC 3550 has it. */
  int jitterMillis() {
    return jitter / JITTER_SHARE;
  }

  /** How much later things come, at the least, than they did at their best. */
  int lateMillis() {
    return filled == 0 ? 0 : Math.max(0, least[current] - best);
  }
}
