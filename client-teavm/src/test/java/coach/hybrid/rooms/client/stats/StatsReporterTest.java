package coach.hybrid.rooms.client.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.stats.StatsReporter.Reading;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.LinkReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatsReporterTest {
  private static final int TICK = 500;

  private final StatsReporter reporter = new StatsReporter();
  private int now = 1_000;

  /** A reading as a browser gives it: everything since the link began. */
  private static LinkStats counts(int packets, int lost, int kilobytes, String pair) {
    return new LinkStats(
        packets,
        lost,
        packets / 2,
        4,
        45,
        LinkPath.DIRECT,
        pair,
        kilobytes * 1_000,
        kilobytes * 2_000,
        packets * 10,
        packets * 960,
        lost);
  }

  private static Reading to(String peer, LinkPath path, LinkStats stats) {
    return new Reading(peer, path, LinkQuality.GOOD, stats, 0);
  }

  private List<LinkReport> tick(Reading... readings) {
    now += TICK;
    return reporter.update(List.of(readings), now);
  }

  /** Ticks with so many packets and kilobytes more each, until a report comes. */
  private LinkReport untilReport(int packets, int each) {
    for (int i = 1; i <= 100; i++) {
      int all = packets + i * each;
      List<LinkReport> reports = tick(to("zoe", LinkPath.DIRECT, counts(all, 0, all, "a")));
      if (!reports.isEmpty()) {
        return reports.getFirst();
      }
    }
    throw new AssertionError("no report");
  }

  @Test
  void withoutALinkNothingIsSaid() {
    for (int i = 0; i < 60; i++) {
      assertEquals(List.of(), tick());
    }
  }

  @Test
  void theFirstPathIsSaidAtOnce() {
    LinkReport report = tick(to("zoe", LinkPath.DIRECT, counts(7, 0, 1, "a"))).getFirst();
    assertEquals(LinkPath.DIRECT, report.path());
    assertEquals(0, report.packetsReceived());
  }

  @Test
  void everyTenSecondsWhatIsNewIsSaid() {
    tick(to("zoe", LinkPath.DIRECT, counts(1_000, 0, 1_000, "a")));
    LinkReport first = untilReport(1_000, 25);
    assertEquals(10_000, first.periodMillis());
    assertEquals(500, first.packetsReceived());
    assertEquals(500_000, first.bytesSent());
    assertEquals(1_000_000, first.bytesReceived());
    assertEquals(250, first.framesDecoded());
    assertEquals(10, first.concealedPermille());
    assertEquals(45, first.roundTripMillis());
    LinkReport second = untilReport(1_500, 10);
    assertEquals(200, second.packetsReceived());
    assertEquals(10_000, second.periodMillis());
  }

  @Test
  void theRoundTripIsTheMeanOfThePeriodNotItsLastMoment() {
    for (int millis : new int[] {0, 20, 60, 40}) {
      tick(to("zoe", LinkPath.DIRECT, timed(millis, "a")));
    }
    Reading elsewhere = to("zoe", LinkPath.TURN_UDP, timed(90, "b"));
    assertEquals(90, tick(elsewhere).getFirst().roundTripMillis(), "the new path's alone");
    tick(to("zoe", LinkPath.TURN_UDP, timed(110, "b")));
    tick(to("zoe", LinkPath.TURN_UDP, timed(130, "b")));
    Reading silent = new Reading("zoe", LinkPath.NONE, LinkQuality.LOST, timed(0, "b"), 0);
    assertEquals(120, tick(silent).getFirst().roundTripMillis());
  }

  private static LinkStats timed(int roundTripMillis, String pair) {
    return new LinkStats(9, 0, 0, 0, roundTripMillis, LinkPath.DIRECT, pair, 1, 1, 0, 0, 0);
  }

  @Test
  void anotherPathIsSaidAtOnceWithTheTimeSinceTheLastReport() {
    tick(to("zoe", LinkPath.DIRECT, counts(100, 0, 1, "a")));
    assertEquals(List.of(), tick(to("zoe", LinkPath.DIRECT, counts(120, 0, 2, "a"))));
    LinkReport report = tick(to("zoe", LinkPath.TURN_UDP, counts(140, 0, 1, "b"))).getFirst();
    assertEquals(LinkPath.TURN_UDP, report.path());
    assertEquals(2 * TICK, report.periodMillis());
    assertEquals(40, report.packetsReceived());
    assertEquals(List.of(), tick(to("zoe", LinkPath.TURN_UDP, counts(160, 0, 1, "b"))));
  }

  @Test
  void whoIsNotHeardAnyMoreIsSaidAtOnceAndAgainWhenHeard() {
    LinkStats stats = counts(100, 0, 1, "a");
    tick(to("zoe", LinkPath.DIRECT, stats));
    Reading lost = new Reading("zoe", LinkPath.DIRECT, LinkQuality.LOST, stats, 0);
    assertEquals(LinkQuality.LOST, tick(lost).getFirst().quality());
    assertEquals(List.of(), tick(lost));
    assertEquals(1, tick(to("zoe", LinkPath.DIRECT, stats)).size());
  }

  @Test
  void bytesGoOnCountingWhateverPairCarriesThem() {
    tick(to("zoe", LinkPath.DIRECT, counts(100, 0, 10, "a")));
    tick(to("zoe", LinkPath.DIRECT, counts(110, 0, 20, "a")));
    tick(to("zoe", LinkPath.DIRECT, counts(120, 0, 35, "b")));
    LinkReport report = tick(to("zoe", LinkPath.TURN_UDP, counts(130, 0, 40, "b"))).getFirst();
    assertEquals(30_000, report.bytesSent());
  }

  @Test
  void theRelayCountsByItself() {
    tick(to("zoe", LinkPath.DIRECT, counts(5_000, 0, 9, "a")));
    LinkReport fallen = tick(to("zoe", LinkPath.RELAY, counts(20, 0, 1, ""))).getFirst();
    assertEquals(0, fallen.packetsReceived());
    tick(to("zoe", LinkPath.RELAY, counts(45, 0, 1, "")));
    LinkReport back = tick(to("zoe", LinkPath.DIRECT, counts(5_100, 0, 9, "a"))).getFirst();
    assertEquals(25, back.packetsReceived());
  }

  @Test
  void aCountThatWrappedAroundGoesOn() {
    LinkStats high =
        new LinkStats(1, 0, 0, 0, 0, LinkPath.DIRECT, "a", Integer.MAX_VALUE - 9, 0, 0, 0, 0);
    LinkStats low =
        new LinkStats(2, 0, 0, 0, 0, LinkPath.DIRECT, "a", Integer.MIN_VALUE + 90, 0, 0, 0, 0);
    tick(to("zoe", LinkPath.DIRECT, high));
    tick(to("zoe", LinkPath.DIRECT, low));
    assertEquals(100, tick(to("zoe", LinkPath.RELAY, low)).getFirst().bytesSent());
  }

  @Test
  void latePacketsMakeGoodForWhatWasSaidToBeLost() {
    tick(to("zoe", LinkPath.DIRECT, counts(100, 0, 1, "a")));
    tick(to("zoe", LinkPath.DIRECT, counts(200, 10, 1, "a")));
    assertEquals(
        10, tick(to("zoe", LinkPath.TURN_UDP, counts(200, 10, 1, "a"))).getFirst().packetsLost());
    tick(to("zoe", LinkPath.TURN_UDP, counts(300, 7, 1, "a")));
    assertEquals(
        0, tick(to("zoe", LinkPath.TURN_TCP, counts(300, 7, 1, "a"))).getFirst().packetsLost());
    assertEquals(
        2, tick(to("zoe", LinkPath.TURN_UDP, counts(300, 12, 1, "a"))).getFirst().packetsLost());
  }

  @Test
  void aNewLinkToTheSamePersonBeginsAtNothing() {
    tick(to("zoe", LinkPath.DIRECT, counts(5_000, 40, 900, "a")));
    tick(to("zoe", LinkPath.NONE, counts(0, 0, 0, "")));
    tick(to("zoe", LinkPath.NONE, counts(3, 0, 1, "")));
    LinkReport report = tick(to("zoe", LinkPath.DIRECT, counts(10, 0, 1, ""))).getFirst();
    assertEquals(10, report.packetsReceived());
    assertEquals(0, report.packetsLost());
  }

  @Test
  void allLinksAreSaidTogetherAndWhoLeftIsForgotten() {
    Reading zoe = to("zoe", LinkPath.DIRECT, counts(1, 0, 1, "a"));
    Reading orb = to("orb", LinkPath.TURN_UDP, counts(1, 0, 1, "b"));
    assertEquals(2, tick(zoe, orb).size());
    Reading orbNow = to("orb", LinkPath.DIRECT, counts(2, 0, 1, "c"));
    assertEquals(List.of("orb"), tick(orbNow).stream().map(LinkReport::peerId).toList());
    assertEquals(0, tick(zoe, orbNow).getFirst().packetsReceived());
  }

  @Test
  void aPageThatSleptSaysHowLongItsCountsTook() {
    tick(to("zoe", LinkPath.DIRECT, counts(100, 0, 1, "a")));
    now += 60_000;
    LinkReport report = tick(to("zoe", LinkPath.DIRECT, counts(200, 0, 1, "a"))).getFirst();
    assertEquals(60_000 + TICK, report.periodMillis());
    assertEquals(100, report.packetsReceived());
    assertTrue(report.concealedPermille() <= 1_000);
  }

  @Test
  void iceRestartsAreCounted() {
    LinkStats stats = counts(1, 0, 1, "a");
    tick(new Reading("zoe", LinkPath.DIRECT, LinkQuality.GOOD, stats, 2));
    Reading later = new Reading("zoe", LinkPath.RELAY, LinkQuality.GOOD, stats, 5);
    assertEquals(3, tick(later).getFirst().restarts());
  }
}
