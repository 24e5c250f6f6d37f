package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;

/**
 * Decides when a link is in trouble and when to restart ICE, from half-second ticks. Browsers take
 * 7 to 17 seconds to notice a dead path; missing packets show it in two.
 */
final class LinkWatchdog {
  static final int FIRST_CONNECTION_MILLIS = 5_000;
  static final int QUIET_MILLIS = 2_000;

  /** The side that made the first offer restarts first; the other only if that does not happen. */
  static final int SECOND_SIDE_MILLIS = 2_000;

  static final int FIRST_BACK_OFF_MILLIS = 5_000;
  static final int LAST_BACK_OFF_MILLIS = 30_000;

  /** Longer between two ticks means that the page slept, and silence proves nothing. */
  private static final int SLEPT_MILLIS = 1_800;

  private static final int NEVER = -1;

  private final int patienceMillis;
  private final boolean expectsPackets;
  private int describedAt = NEVER;
  private int troubleSince = NEVER;
  private int nextRestartAt;
  private int backOffMillis = FIRST_BACK_OFF_MILLIS;
  private int lastTickAt;
  private int quietSince;
  private int lastPackets;
  private boolean packetsFlowed;
  private boolean wasConnected;

  /**
   * A watchdog for one link.
   *
   * @param expectsPackets false towards an orb: some send nothing while they are silent
   */
  LinkWatchdog(boolean offersFirst, boolean expectsPackets) {
    this.patienceMillis = offersFirst ? 0 : SECOND_SIDE_MILLIS;
    this.expectsPackets = expectsPackets;
  }

  /** The first description went out: the clock of the first connection starts. */
  void described(int nowMillis) {
    if (describedAt == NEVER) {
      describedAt = nowMillis;
    }
  }

  /** The other side changed what it sends; packets count as expected once they flow again. */
  void expectChange() {
    packetsFlowed = false;
  }

  /**
   * Looks at the link.
   *
   * @param packets received since the link began
   * @return whether to restart ICE now
   */
  boolean tick(int nowMillis, ConnectionState state, int packets) {
    watchPackets(nowMillis, packets);
    boolean quiet = packetsFlowed && expectsPackets && nowMillis - quietSince >= QUIET_MILLIS;
    if (state == ConnectionState.CONNECTED && !quiet) {
      wasConnected = true;
      troubleSince = NEVER;
      backOffMillis = FIRST_BACK_OFF_MILLIS;
      return false;
    }
    if (troubleSince == NEVER && !beginTrouble(nowMillis, quiet)) {
      return false;
    }
    if (nowMillis < nextRestartAt) {
      return false;
    }
    nextRestartAt = nowMillis + backOffMillis;
    backOffMillis = Math.min(backOffMillis * 2, LAST_BACK_OFF_MILLIS);
    return true;
  }

  private void watchPackets(int nowMillis, int packets) {
    if (packets > lastPackets) {
      packetsFlowed = true;
      quietSince = nowMillis;
    } else if (nowMillis - lastTickAt > SLEPT_MILLIS) {
      quietSince = nowMillis;
    }
    lastPackets = packets;
    lastTickAt = nowMillis;
  }

  private boolean beginTrouble(int nowMillis, boolean quiet) {
    if (wasConnected) {
      troubleSince = quiet ? quietSince : nowMillis;
      nextRestartAt = nowMillis + patienceMillis;
      return true;
    }
    if (describedAt == NEVER) {
      return false;
    }
    troubleSince = describedAt;
    nextRestartAt = describedAt + FIRST_CONNECTION_MILLIS + patienceMillis;
    return true;
  }

  boolean wasConnected() {
    return wasConnected;
  }

  boolean inTrouble() {
    return troubleSince != NEVER;
  }

  /** When the present trouble began; meaningful only while {@link #inTrouble}. */
  int troubleSinceMillis() {
    return troubleSince;
  }
}
