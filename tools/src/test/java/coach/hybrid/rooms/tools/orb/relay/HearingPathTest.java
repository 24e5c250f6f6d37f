package coach.hybrid.rooms.tools.orb.relay;

import static coach.hybrid.rooms.protocol.LinkPath.DIRECT;
import static coach.hybrid.rooms.protocol.LinkPath.NONE;
import static coach.hybrid.rooms.protocol.LinkPath.RELAY;
import static coach.hybrid.rooms.protocol.LinkPath.TURN_TCP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.tools.orb.relay.HearingPath.Report;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HearingPathTest {
  private static final Report DIRECTLY = new Report(DIRECT, LinkQuality.GOOD);
  private static final Report BY_RELAY = new Report(RELAY, LinkQuality.GOOD);
  private static final Report RELAY_TO_COME = new Report(RELAY, LinkQuality.LOST);

  private final HearingPath hearing = new HearingPath();
  private long now = 1_000;
  private long packets;

  /** Time passes in steps of 20 ms, with a look at ICE every second. */
  private @Nullable Report pass(long millis, LinkPath icePath, boolean packetsCome) {
    Report last = null;
    for (long end = now + millis; now < end; ) {
      now += 20;
      packets += packetsCome ? 1 : 0;
      if (now % 1_000 == 0) {
        last = newer(last, hearing.measured(packets, icePath, now));
      }
      last = newer(last, hearing.passed(now));
    }
    return last;
  }

  private static @Nullable Report newer(@Nullable Report before, @Nullable Report report) {
    return report == null ? before : report;
  }

  @Test
  void theRelayIsAskedForWhenIceHasNotConnectedFourAndAHalfSecondsAfterTheAnswer() {
    assertNull(hearing.answered(true, now));
    assertNull(pass(4_480, NONE, false));
    assertEquals(RELAY_TO_COME, pass(20, NONE, false));
    assertNull(pass(60_000, NONE, false), "once");
  }

  @Test
  void whoHasNeverOfferedIsNotAskedForAnything() {
    assertNull(pass(60_000, NONE, false));
    assertEquals(NONE, hearing.path());
  }

  @Test
  void anotherOfferOfTheSameConnectionGivesNoMoreTime() {
    hearing.answered(true, now);
    pass(4_000, NONE, false);
    hearing.answered(false, now);
    assertEquals(RELAY_TO_COME, pass(500, NONE, false));
  }

  @Test
  void iceThatConnectsIsToldByItsPathAndSoIsEachChange() {
    hearing.answered(true, now);
    assertEquals(DIRECTLY, pass(1_000, DIRECT, true));
    assertNull(pass(30_000, DIRECT, true));
    assertEquals(new Report(TURN_TCP, LinkQuality.GOOD), pass(1_000, TURN_TCP, true));
  }

  @Test
  void sixSecondsWithoutPacketsAskForTheRelay() {
    hearing.answered(true, now);
    pass(2_000, DIRECT, true);
    assertNull(pass(5_900, DIRECT, false));
    assertEquals(RELAY_TO_COME, pass(1_100, DIRECT, false));
  }

  @Test
  void packetsOfAConnectionThatIsNoneDoNotCount() {
    hearing.answered(true, now);
    assertEquals(RELAY_TO_COME, pass(5_000, NONE, true));
    assertNull(pass(5_000, NONE, true));
  }

  @Test
  void iceIsTakenAgainAfterASecondOfPackets() {
    hearing.answered(true, now);
    pass(5_000, NONE, false);
    assertNull(pass(1_000, DIRECT, true), "the first look at it");
    assertEquals(DIRECTLY, pass(1_000, DIRECT, true));
  }

  @Test
  void packetsFarApartAreNoWayBack() {
    hearing.answered(true, now);
    pass(5_000, NONE, false);
    for (int i = 0; i < 10; i++) {
      packets++;
      assertNull(pass(2_000, DIRECT, false));
    }
    assertEquals(RELAY, hearing.path());
  }

  @Test
  void whetherTheRelayCarriesIsToldWhileItIsUsed() {
    assertNull(hearing.relayReady(true), "not in use");
    assertNull(hearing.relayReady(false));
    hearing.answered(true, now);
    pass(4_500, NONE, false);
    assertEquals(BY_RELAY, hearing.relayReady(true));
    assertNull(hearing.relayReady(true));
    assertEquals(RELAY_TO_COME, hearing.relayReady(false));
  }

  @Test
  void aNewConnectionIsToldAgainWhatItsForerunnerKnew() {
    hearing.relayReady(true);
    hearing.answered(true, now);
    assertEquals(BY_RELAY, pass(4_500, NONE, false));
    assertEquals(BY_RELAY, hearing.answered(true, now));
    assertEquals(BY_RELAY, hearing.again());
  }

  @Test
  void aNewConnectionHasItsOwnTimeToConnect() {
    hearing.answered(true, now);
    pass(3_000, DIRECT, true);
    assertNull(hearing.answered(true, now));
    packets = 0;
    assertNull(hearing.again(), "nothing is heard of it yet");
    assertNull(pass(4_480, NONE, false));
    assertEquals(RELAY_TO_COME, pass(20, NONE, false));
  }
}
