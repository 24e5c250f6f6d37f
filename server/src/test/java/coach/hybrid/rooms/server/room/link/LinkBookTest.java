package coach.hybrid.rooms.server.room.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.server.room.link.RoomFigures.Bandwidth;
import coach.hybrid.rooms.server.room.link.RoomFigures.Fallback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkBookTest implements LinkBook.Listener {
  private static final String COACH = "coach-1";
  private static final String CLIENT = "client-1";
  private static final String ORB = "ai-orb-1";

  private final LinkBook book = new LinkBook();
  private final List<String> heard = new ArrayList<>();
  private Instant now = Instant.parse("2026-06-30T15:00:00Z");

  @Override
  public void reported(LinkReport report, LinkPath before) {
    heard.add(before.wireName() + " > " + report.path().wireName());
  }

  @Override
  public void parted(LinkPath path) {
    heard.add(path.wireName() + " gone");
  }

  /** Of ten seconds, unless told otherwise. */
  private record Given(
      String peer,
      LinkPath path,
      LinkQuality quality,
      int roundTrip,
      int millis,
      int received,
      int lost,
      int sentBytes,
      int receivedBytes) {
    LinkReport report() {
      return new LinkReport(
          peer,
          path,
          quality,
          "pair",
          roundTrip,
          4,
          millis,
          received,
          lost,
          sentBytes,
          receivedBytes,
          20,
          200,
          0,
          0);
    }
  }

  private static Given to(String peer, LinkPath path, int roundTrip) {
    return new Given(
        peer, path, LinkQuality.GOOD, roundTrip, 10_000, 990, 10, 1_250_000, 2_500_000);
  }

  private void tell(String from, Given... all) {
    tellAfter(10, 1, from, all);
  }

  private void tellAfter(int seconds, long pages, String from, Given... all) {
    now = now.plusSeconds(seconds);
    List<LinkBook.Told> told = new ArrayList<>();
    for (Given given : all) {
      told.add(new LinkBook.Told(given.report(), pages));
    }
    book.take(from, !from.equals(ORB), told, now, this);
  }

  private RoomFigures.Person person(String id) {
    return Objects.requireNonNull(book.view().person(id));
  }

  @Test
  void nothingReportedIsNothingKnown() {
    assertEquals(RoomFigures.NONE, book.view());
    assertNull(book.write());
  }

  @Test
  void roundTripsAreAveragedOverTheTimeTheyHeldAndLossOverPackets() {
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20));
    tellAfter(
        30,
        1,
        COACH,
        new Given(CLIENT, LinkPath.DIRECT, LinkQuality.GOOD, 60, 30_000, 2_970, 30, 0, 0));
    assertEquals(50, person(COACH).averageRoundTripMillis());
    assertEquals(1.0, person(COACH).lossPercent());
    assertNull(book.view().person(CLIENT));
    LinkFigures link = book.view().links().getFirst();
    assertEquals(4, link.averageJitterMillis());
    assertEquals(2.0, link.concealedPercent());
  }

  @Test
  void aRoundTripThatWasNotMeasuredIsNotZero() {
    tell(COACH, to(CLIENT, LinkPath.RELAY, 0));
    assertNull(person(COACH).averageRoundTripMillis());
    tell(COACH, to(CLIENT, LinkPath.RELAY, 30));
    assertEquals(30, person(COACH).averageRoundTripMillis());
  }

  @Test
  void bandwidthIsThatOfOnePersonOverAllLinksAndNotOfTheOrb() {
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20), to(ORB, LinkPath.DIRECT, 20));
    tellAfter(0, 1, CLIENT, to(COACH, LinkPath.DIRECT, 20));
    tellAfter(0, 1, ORB, to(COACH, LinkPath.DIRECT, 20), to(CLIENT, LinkPath.DIRECT, 20));
    assertEquals(
        new Bandwidth(2_000_000, 4_000_000, 1_500_000, 3_000_000), book.view().bandwidth());
  }

  @Test
  void fallbacksAreNamedOnceInTheOrderInWhichTheyWereNeeded() {
    for (LinkPath path :
        List.of(
            LinkPath.DIRECT,
            LinkPath.RELAY,
            LinkPath.TURN_TLS,
            LinkPath.TURN_TCP,
            LinkPath.RELAY,
            LinkPath.TURN_UDP)) {
      tell(COACH, to(CLIENT, path, 20));
    }
    assertEquals(
        List.of(Fallback.WEBSOCKET, Fallback.TURN_TCP, Fallback.TURN), book.view().fallbacks());
    assertEquals(6, book.view().links().getFirst().pathChanges());
  }

  @Test
  void whatBothEndsNoticeIsRegainedOnce() {
    for (LinkPath path : List.of(LinkPath.NONE, LinkPath.DIRECT, LinkPath.NONE, LinkPath.RELAY)) {
      tell(COACH, to(CLIENT, path, 20));
      tellAfter(0, 1, CLIENT, to(COACH, path, 20));
    }
    assertEquals(1, book.view().pathsRegained());
  }

  @Test
  void aLinkThatWasLostOnItsPathIsRegainedToo() {
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20));
    tell(COACH, new Given(CLIENT, LinkPath.DIRECT, LinkQuality.LOST, 20, 10_000, 0, 0, 0, 0));
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20));
    assertEquals(1, book.view().pathsRegained());
    assertEquals(1, book.view().links().getFirst().pathChanges());
    assertEquals(
        List.of(LinkPath.DIRECT, LinkPath.NONE, LinkPath.DIRECT),
        person(COACH).history().points().stream().map(Point::path).toList());
  }

  @Test
  void anotherPageBeginsAnewAndRegainsNothing() {
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20));
    tellAfter(10, 2, COACH, to(CLIENT, LinkPath.NONE, 0));
    tellAfter(10, 2, COACH, to(CLIENT, LinkPath.DIRECT, 20));
    assertEquals(0, book.view().pathsRegained());
    assertEquals(List.of("none > direct", "direct > none", "none > direct"), heard);
  }

  @Test
  void whoLeavesTakesHisLinksAndTheirSumsStay() {
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20), to(ORB, LinkPath.RELAY, 20));
    tell(CLIENT, to(COACH, LinkPath.TURN_UDP, 20));
    heard.clear();
    book.leave(CLIENT, this);
    assertEquals(List.of("direct gone", "turn-udp gone"), heard);
    assertNull(book.view().links().getFirst().last());
    assertNotNull(book.view().links().get(1).last());
    assertEquals(20, person(CLIENT).averageRoundTripMillis());
  }

  @ParameterizedTest
  @CsvSource({
    "60001, 10000, 10, 0, 0, 0",
    "20, 10000, 600000000, 0, 0, 0",
    "20, 10000, 10, 600000000, 0, 0",
    "20, 10000, 10, 0, 2000000000, 0",
    "20, 10000, 10, 0, 0, 2000000000",
    "20, 0, 10, 0, 0, 100",
  })
  void whatNobodyCanHaveMeasuredIsNotBelieved(
      int roundTrip, int millis, int received, int lost, int sent, int taken) {
    tell(
        COACH,
        new Given(
            CLIENT,
            LinkPath.RELAY,
            LinkQuality.GOOD,
            roundTrip,
            millis,
            received,
            lost,
            sent,
            taken));
    assertEquals(1, book.refused());
    assertEquals(List.of(), heard);
    assertEquals(List.of(), book.view().fallbacks());
    assertNull(book.view().bandwidth());
  }

  @Test
  void nobodyMeasuresAnHourInAMinute() {
    for (int i = 0; i < 600; i++) {
      tellAfter(
          i % 10 == 0 ? 1 : 0,
          1,
          COACH,
          new Given(CLIENT, LinkPath.DIRECT, LinkQuality.GOOD, 9, 600_000, 0, 0, 0, 0));
    }
    List<Point> points = person(COACH).history().points();
    assertTrue(points.getLast().untilSeconds() <= 120, () -> "until " + points.getLast());
    assertTrue(points.size() <= 13, () -> points.size() + " points");
  }

  @Test
  void reportsThatWereHeldUpCountForTheirTime() {
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20));
    tellAfter(15, 1, COACH, to(CLIENT, LinkPath.DIRECT, 20));
    tellAfter(5, 1, COACH, to(CLIENT, LinkPath.DIRECT, 20));
    assertEquals(
        new Bandwidth(1_000_000, 2_000_000, 1_000_000, 2_000_000), book.view().bandwidth());
  }

  @Test
  void pathsAreForgottenBeforeTheyAreTooMany() {
    for (int i = 0; i < 200; i++) {
      tell(COACH, to(CLIENT, i % 2 == 0 ? LinkPath.DIRECT : LinkPath.RELAY, 20));
    }
    LinkFigures link = book.view().links().getFirst();
    assertEquals(End.MAX_PATHS, link.paths().size());
    assertEquals(200, link.pathChanges());
  }

  @Test
  void noMoreEndsAreKeptThanARoomCanHave() {
    for (int i = 0; i < 2 * LinkBook.MAX_ENDS; i++) {
      tell(COACH, to("peer-" + i, LinkPath.DIRECT, 20));
    }
    assertEquals(LinkBook.MAX_ENDS, book.view().links().size());
  }

  @Test
  void itIsRestoredAsItWasButForWhatIsOfThisMoment() {
    tell(COACH, to(CLIENT, LinkPath.RELAY, 20), to(ORB, LinkPath.TURN_UDP, 90));
    tell(CLIENT, to(COACH, LinkPath.DIRECT, 30));
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 40));
    RoomFigures before = book.view();
    LinkBook restored = new LinkBook();
    restored.restore(book.write());
    RoomFigures after = restored.view();
    assertEquals(before.people(), after.people());
    assertEquals(before.bandwidth(), after.bandwidth());
    assertEquals(before.fallbacks(), after.fallbacks());
    for (int i = 0; i < before.links().size(); i++) {
      assertEquals(before.links().get(i).paths(), after.links().get(i).paths());
      assertEquals(before.links().get(i).lossPercent(), after.links().get(i).lossPercent());
      assertNull(after.links().get(i).last());
    }
    assertEquals(book.write(), restored.write());
  }

  @Test
  void theBurstOfALinkThatIsNewIsNoPeak() {
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20));
    Given burst = new Given(ORB, LinkPath.DIRECT, LinkQuality.GOOD, 20, 100, 10, 0, 125_000, 0);
    tell(COACH, to(CLIENT, LinkPath.DIRECT, 20), burst);
    assertEquals(1_100_000, Objects.requireNonNull(book.view().bandwidth()).peakUpload());
  }
}
