package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.protocol.LinkPath;

/**
 * Decides by which rung one link is heard, from half-second ticks: when ICE is restarted, when the
 * relay is asked for, and when it is left again. Pure: time and counters come in, advice goes out.
 *
 * <p>Browsers take 7 to 17 seconds to notice a dead path; missing packets show it in two. The relay
 * runs beside ICE, never instead of it, so falling early costs little and climbing back costs no
 * gap.
 */
final class LinkLadder {
  /** Keys and a socket are made before they are needed. */
  static final int FIRST_PREPARE_MILLIS = 2_500;

  /** Not connected for so long: the relay is asked for. */
  static final int FIRST_RELAY_MILLIS = 4_000;

  /** Silence of that length is trouble, and restarts ICE. */
  static final int QUIET_MILLIS = 1_500;

  /**
   * Silence of that length asks for the relay: a restart that works has mostly worked by then, and
   * what the relay takes to begin still fits into five seconds without sound. Ticks see the last
   * packet up to half a second late, so that it is four seconds in fact.
   */
  static final int RELAY_MILLIS = 3_750;

  /** Who was asked for so long and sent no key has no relay. */
  static final int UNREACHABLE_MILLIS = 10_000;

  /** Nothing over a relay that is there: the other end has nothing to send, or did not hear us. */
  static final int RELAY_QUIET_MILLIS = 3_000;

  /** Longer between two ticks means that the page slept. */
  private static final int SLEPT_MILLIS = 1_800;

  private static final int NEVER = -1;

  /**
   * What one tick sees.
   *
   * @param icePackets that came by ICE since the link began; {@code relayPackets} likewise
   * @param iceFrames decoded of what came by ICE
   * @param icePath of the candidate pair in use
   * @param relayReady whether media could come over the relay at once
   * @param seesPicture whether one moves, by the path in use
   */
  record Sight(
      int nowMillis,
      ConnectionState ice,
      int icePackets,
      int iceFrames,
      LinkPath icePath,
      boolean relayReady,
      int relayPackets,
      boolean seesPicture) {}

  /** What to do now. */
  record Advice(boolean restartIce, boolean prepareRelay) {}

  private final RestartClock clock;
  private final boolean toOrb;
  private final PacketWatch ice = new PacketWatch();
  private final PacketWatch relay = new PacketWatch();
  private final WayBack wayBack = new WayBack();

  /** The other end says, or has shown, that it sends something. */
  private boolean expectsMedia;

  /** Orbs of the old kind send nothing while they are silent, and know nothing of a ladder. */
  private boolean knowsLadder;

  private boolean keyed;
  private boolean connected;
  private boolean onRelay;
  private LinkPath icePath = LinkPath.NONE;
  private int describedAt = NEVER;
  private int troubleSince = NEVER;
  private int askedAt = NEVER;
  private int lastTickAt = NEVER;
  private int relaySince;
  private int iceSince;
  private boolean otherIsLost;
  private boolean heardRelay;

  LinkLadder(boolean offersFirst, boolean toOrb) {
    this.clock = new RestartClock(offersFirst);
    this.toOrb = toOrb;
  }

  /** The first description went out: the clock of the first connection starts. */
  void described(int nowMillis) {
    if (describedAt == NEVER) {
      describedAt = nowMillis;
      clock.described(nowMillis);
    }
  }

  /** An offer came: the other end restarts, and we need not. */
  void offered(int nowMillis) {
    clock.offered(nowMillis);
  }

  /** The other end switched something on or off; silence before does not count. */
  void expect(boolean anything, int nowMillis) {
    expectsMedia = anything;
    if (!anything) {
      ice.end(nowMillis);
      relay.end(nowMillis);
    } else if (!isLost()) {
      ice.begin(nowMillis);
      relay.begin(nowMillis);
    }
  }

  /** The other end sent us its part of a key. */
  void keyed() {
    keyed = true;
    knowsLadder = true;
  }

  /** The other end says that it hears us no more, or does: whoever offers first acts at once. */
  void heard(boolean lost, int nowMillis) {
    knowsLadder = true;
    if (lost && !otherIsLost) {
      clock.ask(nowMillis);
    }
    otherIsLost = lost;
  }

  /** Another network: what was learned of the one before does not hold. */
  void networkChanged() {
    clock.networkChanged(connected || describedAt != NEVER);
    wayBack.forget();
  }

  Advice tick(Sight sight) {
    int now = sight.nowMillis();
    boolean slept = lastTickAt != NEVER && now - lastTickAt > SLEPT_MILLIS;
    lastTickAt = now;
    ice.see(now, sight.icePackets());
    relay.see(now, sight.relayPackets());
    boolean dead = slept && ice.gap(now) > SLEPT_MILLIS && missesPackets();
    boolean fine = sight.ice() == ConnectionState.CONNECTED && !isQuiet(now);
    heardRelay |= hearsRelay();
    if (fine) {
      iceSince = connected ? iceSince : now;
      connected = true;
      icePath = pathNow(sight.icePath());
    }
    if (onRelay) {
      watchIce(sight, fine);
    } else {
      watchTrouble(now, fine, dead);
    }
    boolean asks = !onRelay && asksForRelay(now, sight.ice());
    if (asks && askedAt == NEVER) {
      askedAt = now;
    }
    if (asks && sight.relayReady()) {
      fall(now);
    }
    return new Advice(restartsIce(now, fine), asks || onRelay || preparesRelay(now));
  }

  /** Some browsers name no pair for a moment, or never. */
  private LinkPath pathNow(LinkPath named) {
    if (named != LinkPath.NONE) {
      return named;
    }
    return icePath == LinkPath.NONE ? LinkPath.DIRECT : icePath;
  }

  private boolean missesPackets() {
    return ice.flowed() && (!toOrb || knowsLadder);
  }

  private boolean isQuiet(int now) {
    return missesPackets() && ice.gap(now) >= QUIET_MILLIS;
  }

  private void watchTrouble(int now, boolean fine, boolean dead) {
    if (fine) {
      troubleSince = NEVER;
      askedAt = NEVER;
      clock.recovered();
    } else if (troubleSince == NEVER && connected) {
      // A page that slept has not listened: what it missed is no time without sound.
      troubleSince = dead || !isQuiet(now) ? now : now - ice.gap(now);
      clock.troubled(now, dead);
    } else if (troubleSince == NEVER) {
      troubleSince = describedAt;
    }
  }

  private boolean preparesRelay(int now) {
    return troubleSince != NEVER
        && now - troubleSince >= (connected ? QUIET_MILLIS : FIRST_PREPARE_MILLIS);
  }

  /** What still comes in by a path that is called disconnected is better than any other. */
  private boolean asksForRelay(int now, ConnectionState state) {
    if (troubleSince == NEVER || (missesPackets() && !isQuiet(now))) {
      return false;
    }
    return state == ConnectionState.FAILED || now >= relayAt();
  }

  /** How long until the relay is asked for if nothing changes; 0 if it is not to be. */
  int relayDueMillis(int now) {
    return onRelay || askedAt != NEVER || troubleSince == NEVER ? 0 : relayAt() - now;
  }

  private int relayAt() {
    return troubleSince + (connected ? RELAY_MILLIS : FIRST_RELAY_MILLIS);
  }

  private void fall(int now) {
    wayBack.begin(connected ? now - iceSince : WayBack.DISTRUST_MILLIS);
    onRelay = true;
    relaySince = now;
    relay.forget(now);
  }

  /** On the relay: as soon as ICE brings media for long enough, or as much as the relay does. */
  private void watchIce(Sight sight, boolean fine) {
    int now = sight.nowMillis();
    boolean brings = ice.flowed() && ice.gap(now) < WayBack.FIRST_HOLD_MILLIS;
    boolean nothingToBring = !missesPackets() && relay.gap(now) >= RELAY_QUIET_MILLIS;
    if (!fine || !(brings || nothingToBring)) {
      wayBack.interrupt();
      return;
    }
    wayBack.resume(now, sight.iceFrames());
    if (wayBack.isOpen(now, isRelayLost(), sight.seesPicture(), sight.iceFrames())) {
      onRelay = false;
      iceSince = now;
      troubleSince = NEVER;
      askedAt = NEVER;
      clock.recovered();
    }
  }

  /** Orbs of the old kind are left alone as long as they are heard. */
  private boolean restartsIce(int now, boolean fine) {
    if (!fine) {
      return clock.repairs(now, troubleSince != NEVER);
    }
    boolean mayClimb = !onRelay && (!toOrb || knowsLadder);
    return clock.climbs(now, mayClimb ? icePath : LinkPath.DIRECT);
  }

  private boolean isRelayLost() {
    return isLost() && relay.gap(lastTickAt) >= RELAY_QUIET_MILLIS;
  }

  /** By which path we hear the other end, or ask it to be heard. */
  LinkPath path() {
    return onRelay ? LinkPath.RELAY : icePath;
  }

  private boolean hearsIce() {
    return ice.flowed() && ice.gap(lastTickAt) < QUIET_MILLIS;
  }

  /** Whether media have come over the relay since it was asked for. */
  boolean hearsRelay() {
    return onRelay && relay.flowed();
  }

  /** Whether there is nothing to hear that should be. */
  boolean isLost() {
    if (!onRelay) {
      return troubleSince != NEVER && !hearsIce();
    }
    return relay.flowed()
        ? relay.gap(lastTickAt) >= RELAY_QUIET_MILLIS
        : expectsMedia || missesPackets();
  }

  /** Whether the other end was ever heard. */
  boolean wasConnected() {
    return connected || heardRelay;
  }

  /** It was asked for the relay, and has none. */
  boolean isUnreachable() {
    return askedAt != NEVER
        && !keyed
        && (toOrb || !connected)
        && lastTickAt - askedAt >= UNREACHABLE_MILLIS;
  }

  /** Since when nothing is heard; meaningful only while {@link #isLost}. */
  int lostSinceMillis() {
    return onRelay && relay.flowed() ? lastTickAt - relay.gap(lastTickAt) : troubleSince;
  }

  /** The other end seems not to know what it was told, our key among it: it is told again. */
  boolean isMisunderstood() {
    if (onRelay) {
      return isLost() && lastTickAt - relaySince >= RELAY_QUIET_MILLIS;
    }
    if (askedAt != NEVER) {
      return lastTickAt - askedAt >= RELAY_QUIET_MILLIS;
    }
    return relay.flowed()
        && relay.gap(lastTickAt) == 0
        && lastTickAt - iceSince >= RELAY_QUIET_MILLIS;
  }

  /** Of ICE, because of trouble, since the link began. */
  int restarts() {
    return clock.repairs();
  }
}
