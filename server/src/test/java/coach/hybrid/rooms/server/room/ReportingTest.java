package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ClientMessage.ReportStats;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import coach.hybrid.rooms.server.room.link.RoomFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What participants measure, from their sockets to whoever asks. */
class ReportingTest {
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final RoomScene scene = new RoomScene();

  private static LinkReport to(String peer, LinkPath path) {
    return new LinkReport(
        peer, path, LinkQuality.GOOD, "a > b", 25, 3, 10_000, 990, 10, 100, 200, 0, 240, 0, 1);
  }

  private void tell(FakeOutbox from, LinkReport... reports) {
    scene.timers.advance(PERIOD);
    scene.say(from, MessageCodec.encode(new ReportStats(List.of(reports))));
  }

  private RoomLinks links() {
    return scene.room.links().join();
  }

  private RoomFigures.Person coach() {
    return Objects.requireNonNull(links().figures().person(RoomScene.COACH));
  }

  @Test
  void whatIsMeasuredIsKnownAtOnceAndNobodyHearsOfIt() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    coach.take();
    client.take();
    tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    assertEquals(25, coach().averageRoundTripMillis());
    assertEquals(1.0, coach().lossPercent());
    assertEquals(List.of(), coach.take());
    assertEquals(List.of(), client.take());
  }

  @Test
  void onlyLinksBetweenTwoWhoAreHereAreTaken() {
    FakeOutbox coach = scene.coach();
    tell(coach, to("nobody", LinkPath.DIRECT), to(RoomScene.COACH, LinkPath.DIRECT));
    tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    assertEquals(List.of(), links().figures().links());
  }

  @Test
  void aLinkNamedTwiceInOneReportCountsOnce() {
    FakeOutbox coach = scene.coach();
    scene.client();
    LinkReport report = to(RoomScene.CLIENT, LinkPath.DIRECT);
    tell(coach, report, report, report);
    assertEquals(1, links().figures().links().getFirst().restarts());
  }

  @Test
  void reportsAreWrittenOnceAMinuteAtMost() {
    FakeOutbox coach = scene.coach();
    scene.client();
    scene.timers.advance(Duration.ofMinutes(1));
    int commits = scene.store.commits();
    for (int i = 0; i < 30; i++) {
      tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    }
    assertEquals(commits + 5, scene.store.commits(), 1);
  }

  @Test
  void aQuietCallThatIsKilledLosesAMinuteOfItsFigures() {
    FakeOutbox coach = scene.coach();
    scene.client();
    scene.timers.advance(Duration.ofSeconds(5));
    for (int i = 0; i < 9; i++) {
      tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    }
    scene.crash(Duration.ofSeconds(20));
    assertEquals(25, coach().averageRoundTripMillis());
    assertTrue(coach().history().points().size() >= 5);
  }

  @Test
  void theyOutliveARestartWithWhatWasWrittenNext() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    tell(coach, to(RoomScene.CLIENT, LinkPath.RELAY));
    scene.say(client, "{\"type\":\"leave\"}");
    tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    scene.crash(Duration.ofSeconds(20));
    assertEquals(25, coach().averageRoundTripMillis());
    assertEquals(List.of(RoomFigures.Fallback.WEBSOCKET), links().figures().fallbacks());
    assertEquals(1, coach().history().points().size());
  }

  @Test
  void aRoomThatHasEndedStillTells() {
    FakeOutbox coach = scene.coach();
    scene.client();
    tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    scene.crash(Duration.ofSeconds(20));
    assertEquals(25, coach().averageRoundTripMillis());
    assertNull(links().figures().links().getFirst().last());
    assertEquals(List.of(), links().seats());
    assertEquals(List.of(), links().alarms());
  }

  @Test
  void aReloadIsNoReconnectionAndAResumeIsOne() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    scene.join(RoomScene.CLIENT_ENTRANT, "another-page");
    tell(coach, to(RoomScene.CLIENT, LinkPath.NONE));
    tell(coach, to(RoomScene.CLIENT, LinkPath.DIRECT));
    assertEquals(0, links().figures().pathsRegained());
    scene.lose(coach);
    scene.coach();
    assertEquals(1, links().counters().reconnections());
    assertNotNull(client.closed());
  }

  @Test
  void seatsAndTimersAreShownAsTheyAre() {
    FakeOutbox coach = scene.coach();
    scene.client();
    scene.lose(coach);
    scene.timers.advance(Duration.ofSeconds(12));
    RoomLinks.SeatView seat = links().seats().getFirst();
    assertEquals(RoomScene.COACH, seat.userId());
    assertEquals(
        Duration.ofSeconds(18),
        Duration.between(scene.clock.instant(), Objects.requireNonNull(seat.graceUntil())));
    assertNull(links().seats().get(1).graceUntil());
    assertEquals(List.of("deadline", "ice-renewal"), names());
    scene.timers.advance(Duration.ofSeconds(30));
    scene.room.leave(RoomScene.CLIENT, "client-page").join();
    assertEquals(List.of("deadline", "empty", "ice-renewal"), names());
  }

  private List<String> names() {
    return links().alarms().stream().map(RoomLinks.Alarm::name).toList();
  }

  @Test
  void sixteenLinksThatNobodyHasChangeNothing() {
    FakeOutbox coach = scene.coach();
    scene.client();
    List<LinkReport> many = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      many.add(to("ghost-" + i, LinkPath.RELAY));
    }
    for (int i = 0; i < 100; i++) {
      tell(coach, many.toArray(LinkReport[]::new));
    }
    assertTrue(links().figures().links().isEmpty());
    assertEquals(List.of(), links().figures().fallbacks());
  }
}
