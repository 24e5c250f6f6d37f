package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.protocol.LinkPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ladder in a small world: a network that works or does not, and a relay that does or not. */
class LinkLadderTest {
  private static final int TICK = Call.TICK_MILLIS;
  private static final int PACKETS = 25;
  private static final int NEVER = -1;

  private LinkLadder ladder = new LinkLadder(true, false);
  private final List<Integer> restarts = new ArrayList<>();
  private final List<Integer> moves = new ArrayList<>();
  private int now = 10_000;
  private boolean iceWorks = true;
  private boolean relayWorks = true;
  private boolean sends = true;
  private LinkPath icePath = LinkPath.DIRECT;

  /** A path that broke comes back only by a restart. */
  private boolean alive;

  private boolean everAlive;
  private int aliveAt = NEVER;
  private int brokeAt;
  private int deadTicks;
  private int icePackets;
  private int relayPackets;
  private int preparedAt = NEVER;
  private int silentMillis;
  private int longestSilenceMillis;

  private void start() {
    ladder.expect(sends, now);
    ladder.described(now);
    aliveAt = now + TICK;
  }

  private void seconds(double seconds) {
    for (int i = 0; i < seconds * 1_000 / TICK; i++) {
      tick(TICK);
    }
  }

  private void tick(int millis) {
    now += millis;
    live(millis);
    LinkPath before = ladder.path();
    LinkLadder.Advice advice =
        ladder.tick(
            new LinkLadder.Sight(
                now,
                state(),
                icePackets,
                icePackets,
                alive ? icePath : LinkPath.NONE,
                relayReady(),
                relayPackets,
                sends));
    if (advice.restartIce()) {
      restarts.add(now);
      aliveAt = iceWorks ? now + 2 * TICK : NEVER;
    }
    if (advice.prepareRelay() && preparedAt == NEVER) {
      preparedAt = now;
    }
    if ((before == LinkPath.RELAY) != (ladder.path() == LinkPath.RELAY)) {
      moves.add(now);
    }
  }

  private void live(int millis) {
    if (!iceWorks) {
      brokeAt = alive ? now : brokeAt;
      alive = false;
      aliveAt = NEVER;
    } else if (aliveAt != NEVER && now >= aliveAt) {
      alive = true;
      everAlive = true;
      aliveAt = NEVER;
    }
    deadTicks = alive ? 0 : deadTicks + 1;
    boolean byIce = alive && sends;
    boolean byRelay = ladder.path() == LinkPath.RELAY && relayReady() && sends;
    icePackets += byIce ? PACKETS : 0;
    relayPackets += byRelay ? PACKETS : 0;
    silentMillis = byIce || byRelay ? 0 : silentMillis + millis;
    longestSilenceMillis = Math.max(longestSilenceMillis, silentMillis);
  }

  private boolean relayReady() {
    return relayWorks && preparedAt != NEVER && now > preparedAt;
  }

  /** As late as a browser notices. */
  private ConnectionState state() {
    if (alive || (everAlive && now - brokeAt < 6_500)) {
      return ConnectionState.CONNECTED;
    }
    if (!everAlive) {
      return ConnectionState.CONNECTING;
    }
    return now - brokeAt < 16_500 ? ConnectionState.DISCONNECTED : ConnectionState.FAILED;
  }

  private void connect() {
    start();
    seconds(5);
    assertEquals(LinkPath.DIRECT, ladder.path());
    assertFalse(ladder.isLost());
  }

  /** Since then, in milliseconds. */
  private static int after(int then, List<Integer> times) {
    return times.get(times.size() - 1) - then;
  }

  @Test
  void anOpenNetworkNeedsNoRelayAndNoRestart() {
    start();
    seconds(60);

    assertEquals(LinkPath.DIRECT, ladder.path());
    assertEquals(NEVER, preparedAt);
    assertTrue(restarts.isEmpty());
  }

  @Test
  void whatDoesNotConnectInFourSecondsIsAskedForByRelay() {
    iceWorks = false;
    start();
    int began = now;
    seconds(3.5);
    assertEquals(LinkPath.NONE, ladder.path());
    assertEquals(2_500, preparedAt - began, "keys are made before they are needed");
    seconds(0.5);

    assertEquals(LinkPath.RELAY, ladder.path());
    seconds(0.5);
    assertTrue(ladder.hearsRelay());
    assertTrue(ladder.wasConnected());
    assertFalse(ladder.isLost());
  }

  @Test
  void iceIsTriedOnBesideTheRelayWithGrowingPauses() {
    iceWorks = false;
    start();
    int began = now;
    seconds(120);

    assertEquals(
        List.of(5_000, 10_000, 20_000, 40_000, 70_000, 100_000),
        restarts.stream().map(at -> at - began).toList());
    assertEquals(LinkPath.RELAY, ladder.path());
  }

  @Test
  void silenceRestartsIceAndThenAsksForTheRelay() {
    connect();
    iceWorks = false;
    int silent = now;
    seconds(1);
    assertTrue(restarts.isEmpty());
    seconds(1);
    assertEquals(1, restarts.size());
    assertTrue(after(silent, restarts) <= 2_000);
    assertTrue(ladder.isLost());
    seconds(1.5);
    assertEquals(LinkPath.DIRECT, ladder.path());
    seconds(1);

    assertEquals(LinkPath.RELAY, ladder.path());
    seconds(2);
    assertTrue(longestSilenceMillis < 5_000, longestSilenceMillis + " ms");
    assertFalse(ladder.isLost());
  }

  @Test
  void aRestartThatWorksKeepsTheRelayOut() {
    connect();
    alive = false;
    brokeAt = now;
    seconds(20);

    assertEquals(1, restarts.size());
    assertTrue(moves.isEmpty());
    assertFalse(ladder.isLost());
  }

  @Test
  void theRelayIsLeftAfterOneSecondOfMediaByIce() {
    iceWorks = false;
    start();
    seconds(6);
    iceWorks = true;
    seconds(4.5);
    int back = restarts.get(restarts.size() - 1) + 2 * TICK;
    assertEquals(LinkPath.RELAY, ladder.path());
    while (now < back + 500) {
      tick(TICK);
      assertEquals(LinkPath.RELAY, ladder.path(), "until it has held");
    }
    seconds(0.5);

    assertEquals(LinkPath.DIRECT, ladder.path());
    assertTrue(longestSilenceMillis < 6_000);
  }

  @Test
  void aConnectionWithoutMediaIsNoReasonToLeaveTheRelay() {
    connect();
    iceWorks = false;
    seconds(8);
    assertEquals(LinkPath.RELAY, ladder.path());
    for (int i = 0; i < 40; i++) {
      now += TICK;
      relayPackets += PACKETS;
      ladder.tick(
          new LinkLadder.Sight(
              now,
              ConnectionState.CONNECTED,
              icePackets,
              0,
              LinkPath.DIRECT,
              true,
              relayPackets,
              true));
    }

    assertEquals(LinkPath.RELAY, ladder.path());
  }

  @Test
  void whereNothingIsSentAConnectionIsEnoughToLeaveTheRelay() {
    sends = false;
    iceWorks = false;
    start();
    seconds(8);
    assertEquals(LinkPath.RELAY, ladder.path());
    assertFalse(ladder.isLost(), "nobody is missed who sends nothing");
    iceWorks = true;
    seconds(20);

    assertEquals(LinkPath.DIRECT, ladder.path());
  }

  @Test
  void aNetworkThatFlapsDoesNotMakeTheLinkFlap() {
    connect();
    longestSilenceMillis = 0;
    for (int i = 0; i < 60; i++) {
      iceWorks = !iceWorks;
      seconds(5);
    }

    assertTrue(moves.size() <= 8, moves.size() + " moves in five minutes");
    assertTrue(longestSilenceMillis <= 5_000, longestSilenceMillis + " ms");
    iceWorks = true;
    seconds(60);
    assertEquals(LinkPath.DIRECT, ladder.path());
  }

  @Test
  void aPathThatBrokeSoonHasToHoldLongerUpToFifteenSeconds() {
    connect();
    for (int seconds : new int[] {2, 4, 8, 15, 15}) {
      iceWorks = false;
      seconds(6);
      assertEquals(LinkPath.RELAY, ladder.path());
      iceWorks = true;
      ladder.heard(false, now);
      restoreIce();
      int back = now;
      while (ladder.path() == LinkPath.RELAY) {
        tick(TICK);
      }
      assertEquals(seconds * 1_000, now - back, 600);
    }
  }

  private void restoreIce() {
    aliveAt = now + TICK;
    tick(TICK);
    assertTrue(alive);
  }

  @Test
  void aNewNetworkIsTriedAtOnceAndWithoutDistrust() {
    connect();
    for (int i = 0; i < 3; i++) {
      iceWorks = false;
      seconds(6);
      iceWorks = true;
      restoreIce();
      seconds(20);
    }
    iceWorks = false;
    seconds(6);
    iceWorks = true;
    int before = restarts.size();
    ladder.networkChanged();
    tick(TICK);
    assertEquals(before + 1, restarts.size());
    seconds(3);

    assertEquals(LinkPath.DIRECT, ladder.path());
  }

  @Test
  void aNewNetworkRestartsEvenWhatStillSeemsWell() {
    connect();
    ladder.networkChanged();
    seconds(10);

    assertEquals(1, restarts.size());
  }

  @Test
  void aPathByTurnIsTriedToBeBetteredLessAndLessOften() {
    icePath = LinkPath.TURN_TCP;
    start();
    int connected = now + TICK;
    seconds(600);

    assertEquals(
        List.of(8, 24, 56, 120, 240, 360, 480),
        restarts.stream().map(at -> (at - connected) / 1_000).limit(7).toList());
    assertEquals(0, ladder.restarts(), "none was for trouble");
    assertEquals(NEVER, preparedAt);
    assertTrue(longestSilenceMillis <= 2 * TICK);
  }

  @Test
  void aFirewallThatIsOpenedLetsTheLinkClimbAndThenRest() {
    icePath = LinkPath.TURN_UDP;
    start();
    seconds(5);
    icePath = LinkPath.DIRECT;
    seconds(600);

    assertEquals(LinkPath.DIRECT, ladder.path());
    assertTrue(restarts.isEmpty());
  }

  @Test
  void onlyTheFirstSideClimbsAndNobodyAtAnOrbOfTheOldKind() {
    for (LinkLadder other : List.of(new LinkLadder(false, false), new LinkLadder(true, true))) {
      ladder = other;
      icePath = LinkPath.TURN_TCP;
      start();
      seconds(300);

      assertTrue(restarts.isEmpty());
    }
  }

  @Test
  void theSecondSideRestartsLater() {
    ladder = new LinkLadder(false, false);
    connect();
    iceWorks = false;
    int silent = now;
    seconds(3);
    assertTrue(restarts.isEmpty());
    seconds(1);

    assertEquals(1, restarts.size());
    assertTrue(after(silent, restarts) <= 4_000);
  }

  @Test
  void theFirstSideRestartsAsSoonAsTheOtherHearsNothing() {
    connect();
    ladder.heard(true, now);
    tick(TICK);
    assertEquals(1, restarts.size());
    for (int i = 0; i < 20; i++) {
      ladder.heard(true, now);
      tick(TICK);
    }

    assertEquals(1, restarts.size(), "what is said again is no news");
  }

  @Test
  void anOfferOfTheOtherSideIsARestartAsGoodAsOurs() {
    ladder = new LinkLadder(false, false);
    connect();
    alive = false;
    brokeAt = now;
    seconds(2);
    ladder.offered(now);
    aliveAt = now + 2 * TICK;
    seconds(5);

    assertTrue(restarts.isEmpty());
    assertFalse(ladder.isLost());
  }

  @Test
  void anOldOrbThatFallsSilentIsNotMissedButOneThatKnowsTheLadderIs() {
    ladder = new LinkLadder(true, true);
    connect();
    sends = false;
    seconds(10);
    assertFalse(ladder.isLost());
    assertTrue(restarts.isEmpty());

    ladder.heard(false, now);
    seconds(1);
    assertTrue(ladder.isLost());
    assertEquals(1, restarts.size());
  }

  @Test
  void whoAnswersNoKeyIsUnreachableAfterAWhileAndTriedOn() {
    relayWorks = false;
    iceWorks = false;
    ladder = new LinkLadder(true, true);
    start();
    seconds(13.5);
    assertFalse(ladder.isUnreachable());
    seconds(1);
    assertTrue(ladder.isUnreachable());
    iceWorks = true;
    seconds(30);

    assertFalse(ladder.isUnreachable());
    assertEquals(LinkPath.DIRECT, ladder.path());
  }

  @Test
  void whoAnsweredWithAKeyIsNotCalledUnreachable() {
    relayWorks = false;
    iceWorks = false;
    start();
    ladder.keyed();
    seconds(60);

    assertFalse(ladder.isUnreachable());
  }

  @Test
  void aPageThatSleptRestartsAtOnceIfNothingCameMeanwhile() {
    connect();
    iceWorks = false;
    now += 3_600_000;
    tick(TICK);
    assertEquals(1, restarts.size());
    assertTrue(ladder.isLost());
    assertEquals(0, now - ladder.lostSinceMillis(), "an hour asleep is no hour without sound");
  }

  @Test
  void aTabInTheBackgroundJudgesByPacketsNotByItsSlowTicks() {
    connect();
    for (int i = 0; i < 30; i++) {
      tick(i % 3 == 0 ? 60_000 : 1_000);
    }

    assertTrue(restarts.isEmpty());
    assertFalse(ladder.isLost());
  }

  @Test
  void whoSwitchesEverythingOffIsNotMissed() {
    connect();
    sends = false;
    ladder.expect(false, now);
    seconds(60);

    assertFalse(ladder.isLost());
    assertTrue(restarts.isEmpty());
  }

  @Test
  void whatWasOnItsWayWhenTheyFellSilentPromisesNothingMore() {
    connect();
    icePackets += 10;
    sends = false;
    ladder.expect(false, now + 300);
    seconds(60);

    assertFalse(ladder.isLost());
    assertTrue(restarts.isEmpty());
    assertTrue(moves.isEmpty());
  }

  @Test
  void norDoesItWhereATabInTheBackgroundSeesItLate() {
    connect();
    icePackets += 10;
    sends = false;
    ladder.expect(false, now + 300);
    tick(60_000);
    seconds(60);

    assertFalse(ladder.isLost());
    assertTrue(restarts.isEmpty());
  }

  @Test
  void whoSpeaksAgainAtOnceIsMissedAgainAtOnce() {
    connect();
    ladder.expect(false, now);
    ladder.expect(true, now);
    seconds(1);
    iceWorks = false;
    seconds(3);

    assertTrue(ladder.isLost());
  }

  @Test
  void whoIsAskedForTheRelayAndDoesNotComeIsToldAgain() {
    iceWorks = false;
    relayWorks = false;
    start();
    seconds(6);
    assertFalse(ladder.isMisunderstood());
    seconds(2);

    assertTrue(ladder.isMisunderstood());
  }

  @Test
  void aRelayThatFallsSilentIsSaidAndToldAgain() {
    iceWorks = false;
    start();
    seconds(10);
    assertFalse(ladder.isMisunderstood());
    sends = false;
    seconds(3.5);

    assertTrue(ladder.isLost());
    assertTrue(ladder.isMisunderstood());
    assertEquals(LinkPath.RELAY, ladder.path());
  }

  @Test
  void mediaThatStillComeOverARelayNobodyWantsAreToldAgain() {
    iceWorks = false;
    start();
    seconds(6);
    iceWorks = true;
    seconds(10);
    assertEquals(LinkPath.DIRECT, ladder.path());
    assertFalse(ladder.isMisunderstood());
    relayPackets += PACKETS;
    tick(TICK);

    assertTrue(ladder.isMisunderstood());
  }

  @Test
  void whatStillComesByADisconnectedPathIsNotGivenUp() {
    connect();
    for (int i = 0; i < 40; i++) {
      now += TICK;
      icePackets += PACKETS;
      ladder.tick(
          new LinkLadder.Sight(
              now, ConnectionState.DISCONNECTED, icePackets, 0, LinkPath.DIRECT, true, 0, true));
    }

    assertEquals(LinkPath.DIRECT, ladder.path());
    assertFalse(ladder.isLost());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whateverHappensTheLinkFindsItsWay(int seed) {
    Random random = new Random(seed);
    ladder = new LinkLadder(random.nextBoolean(), random.nextInt(4) == 0);
    ladder.keyed();
    start();
    for (int i = 0; i < 2_000; i++) {
      disturb(random);
      LinkPath before = ladder.path();
      tick(random.nextInt(50) == 0 ? 1 + random.nextInt(100_000) : TICK);
      if (before != LinkPath.RELAY && ladder.path() == LinkPath.RELAY) {
        assertTrue(relayReady(), "nobody is asked for a relay that is not there");
      }
      if (before == LinkPath.RELAY && ladder.path() != LinkPath.RELAY) {
        assertTrue(deadTicks <= 2 || !sends, "nobody leaves a relay for nothing");
      }
    }
    settle();
  }

  private void disturb(Random random) {
    switch (random.nextInt(30)) {
      case 0 -> iceWorks = !iceWorks;
      case 1 -> relayWorks = !relayWorks;
      case 2 -> {
        sends = !sends;
        ladder.expect(sends, now);
      }
      case 3 -> ladder.heard(random.nextBoolean(), now);
      case 4 -> ladder.offered(now);
      case 5 -> ladder.networkChanged();
      case 6 -> {
        brokeAt = alive ? now : brokeAt;
        alive = false;
      }
      default -> {}
    }
  }

  private void settle() {
    sends = true;
    ladder.expect(true, now);
    relayWorks = true;
    iceWorks = false;
    seconds(30);
    assertEquals(LinkPath.RELAY, ladder.path());
    assertTrue(ladder.hearsRelay());
    iceWorks = true;
    seconds(60);
    assertEquals(LinkPath.DIRECT, ladder.path());
    assertFalse(ladder.isLost());
    int quiet = restarts.size();
    seconds(60);
    assertEquals(quiet, restarts.size());
  }
}
