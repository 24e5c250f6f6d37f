package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Role;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeatTest {
  private static final String CANDIDATE =
      "{\"type\":\"ice-candidate\",\"candidate\":{\"candidate\":\"%s\"},\"toId\":\"client-1\"}";

  private final RoomScene scene = new RoomScene();
  private FakeOutbox coach = new FakeOutbox();
  private FakeOutbox client = new FakeOutbox();

  @BeforeEach
  void coachAndClientAreHere() {
    coach = scene.coach();
    client = scene.client();
    coach.take();
    client.take();
    scene.takeEvents();
  }

  @Test
  void theSamePageComesBackAndPeersHearNothing() {
    scene.lose(client);
    scene.timers.advance(Duration.ofSeconds(29));
    FakeOutbox again = scene.client();
    assertTrue(again.takeOnly("peer-discovery").get("resumed").getAsBoolean());
    assertEquals(List.of(), coach.take());
    scene.timers.advance(Duration.ofMinutes(1));
    assertEquals(List.of(), coach.take());
    assertEquals(List.of(), scene.takeEvents());
  }

  @Test
  void theSamePageMayResumeBeforeItsOldSocketIsKnownToBeGone() {
    FakeOutbox again = scene.client();
    assertEquals(4409, JoinTest.closeCode(client));
    scene.lose(client);
    scene.timers.advance(Duration.ofMinutes(1));
    assertNull(again.closed());
    assertEquals(List.of(), coach.take());
    scene.say(coach, CANDIDATE.formatted("x"));
    assertTrue(again.takeTypes().contains("ice-candidate"));
  }

  @Test
  void aVoiceEndsWithItsSocketWhoeverReplacesIt() {
    for (String page : List.of("client-page", "another-page")) {
      scene.say(client, "{\"type\":\"speaking\",\"speaking\":true}");
      scene.timers.advance(Duration.ofSeconds(5));
      coach.take();
      client = scene.join(RoomScene.CLIENT_ENTRANT, page);
      assertEquals("speaking", coach.takeTypes().getFirst());
      scene.timers.advance(Duration.ofMinutes(10));
    }
    assertEquals(
        Duration.ofSeconds(10), scene.room.snapshot().talkTime(Role.CLIENT, scene.clock.instant()));
  }

  @Test
  void whatWasSentMeanwhileComesInOrderAfterTheRoster() {
    scene.lose(client);
    scene.say(coach, CANDIDATE.formatted("1"));
    scene.say(coach, CANDIDATE.formatted("2"));
    assertEquals(List.of(), coach.take());
    List<JsonObject> messages = scene.client().take();
    assertEquals(
        List.of(
            "ice-servers",
            "peer-discovery",
            "room-state",
            "orb-state",
            "transcription-state",
            "ice-candidate",
            "ice-candidate"),
        messages.stream().map(message -> message.get("type").getAsString()).toList());
    assertTrue(messages.get(5).toString().contains("\"candidate\":\"1\""));
    assertTrue(messages.get(6).toString().contains("\"candidate\":\"2\""));
    assertEquals(RoomScene.COACH, messages.get(5).get("fromId").getAsString());
  }

  @Test
  void onlySoMuchIsKeptAndTheSenderOfMoreIsTold() {
    scene.lose(client);
    for (int i = 0; i < 128; i++) {
      scene.say(coach, CANDIDATE.formatted(i));
    }
    assertEquals(List.of(), coach.take());
    scene.say(coach, CANDIDATE.formatted("one more"));
    assertEquals("no-such-peer", coach.takeErrorCode());
    FakeOutbox again = scene.client();
    assertEquals(5 + 128, again.take().size());
    scene.lose(again);
    scene.say(coach, CANDIDATE.formatted("room again"));
    assertEquals(List.of(), coach.take());
  }

  @Test
  void aFewLongMessagesFillTheSeatAsWell() {
    scene.lose(client);
    String tooLong = CANDIDATE.formatted("x".repeat(60_000));
    for (int i = 0; i < 4; i++) {
      scene.say(coach, tooLong);
    }
    assertEquals(List.of(), coach.take());
    scene.say(coach, tooLong);
    assertEquals("no-such-peer", coach.takeErrorCode());
  }

  @Test
  void whatAReplacedPageSentIsNotTakenForItsSuccessors() {
    scene.lose(client);
    scene.say(coach, CANDIDATE.formatted("of the old page"));
    scene.join(RoomScene.COACH_ENTRANT, "coach-page-2");
    FakeOutbox again = scene.client();
    assertEquals(
        List.of("ice-servers", "peer-discovery", "room-state", "orb-state", "transcription-state"),
        again.takeTypes());
  }

  @Test
  void anotherPageOfTheSamePersonTakesTheSeat() {
    FakeOutbox second = scene.join(RoomScene.CLIENT_ENTRANT, "second-page");
    assertEquals(new FakeOutbox.Close(4409, "opened elsewhere"), client.closed());
    List<JsonObject> heard = coach.take();
    assertEquals("user-left", heard.get(0).get("type").getAsString());
    assertEquals("user-joined", heard.get(1).get("type").getAsString());
    assertEquals(2, heard.get(1).get("generation").getAsInt());
    assertEquals(2, heard.size());
    JsonObject discovery = second.takeOnly("peer-discovery");
    assertFalse(discovery.get("resumed").getAsBoolean());
    assertEquals(1, discovery.getAsJsonArray("peers").size());
    assertEquals(List.of(), scene.takeEvents(), "events see one stay");
  }

  @Test
  void theReplacedPagesLateLossAndMessagesHarmNobody() {
    FakeOutbox second = scene.join(RoomScene.CLIENT_ENTRANT, "second-page");
    coach.take();
    second.take();
    scene.say(client, "{\"type\":\"leave\"}");
    scene.say(client, "{\"type\":\"speaking\",\"speaking\":true}");
    scene.lose(client);
    scene.room.leave(RoomScene.CLIENT, "client-page").join();
    scene.timers.advance(Duration.ofMinutes(1));
    assertEquals(List.of(), coach.take());
    assertNull(second.closed());
    assertTrue(scene.room.snapshot().attendanceOf(Role.CLIENT).online());
  }

  @Test
  void aReloadedPageTakesTheSeatInTheGrace() {
    scene.lose(client);
    scene.timers.advance(Duration.ofSeconds(10));
    scene.join(RoomScene.CLIENT_ENTRANT, "reloaded");
    assertEquals(List.of("user-left", "user-joined"), coach.takeTypes());
    scene.timers.advance(Duration.ofMinutes(1));
    assertEquals(List.of(), coach.take());
    assertEquals(List.of(), scene.takeEvents());
  }

  @Test
  void afterTheGraceTheStayEndsAtTheMomentOfLoss() {
    scene.timers.advance(Duration.ofSeconds(100));
    Instant lost = scene.clock.instant();
    scene.lose(client);
    assertFalse(scene.room.snapshot().attendanceOf(Role.CLIENT).online());
    assertTrue(scene.room.snapshot().attendanceOf(Role.CLIENT).connected());
    scene.timers.advance(Duration.ofSeconds(30).minusMillis(1));
    assertEquals(List.of(), coach.take());
    scene.timers.advance(Duration.ofMillis(1));
    assertEquals(List.of("user-left"), coach.takeTypes());
    assertEquals(lost, scene.events.getFirst().at());
    assertEquals(List.of("left client-1 after 100"), scene.takeEvents());
    Attendance attendance = scene.room.snapshot().attendanceOf(Role.CLIENT);
    assertEquals(lost, attendance.leftAt());
    assertEquals(Duration.ofSeconds(100), attendance.total(scene.clock.instant()));
  }

  @Test
  void aLossInTheSameMillisecondAsTheJoinCountsNoNegativeTime() {
    RoomScene fresh = new RoomScene();
    fresh.clock.advance(Duration.ofNanos(900_000));
    FakeOutbox page = fresh.client();
    fresh.room.lose(page, fresh.clock.instant().minusNanos(900_000));
    fresh.timers.advance(Duration.ofSeconds(30));
    Attendance attendance = fresh.room.snapshot().attendanceOf(Role.CLIENT);
    assertEquals(Duration.ZERO, attendance.total(fresh.clock.instant()));
  }

  @Test
  void aSecondLossHasItsOwnGrace() {
    scene.lose(client);
    scene.timers.advance(Duration.ofSeconds(20));
    FakeOutbox again = scene.client();
    scene.lose(again);
    scene.timers.advance(Duration.ofSeconds(20));
    assertEquals(List.of(), coach.take());
    scene.timers.advance(Duration.ofSeconds(10));
    assertEquals(List.of("user-left"), coach.takeTypes());
  }

  @Test
  void timersThatCouldNotBeStoppedInTimeDoNothing() {
    scene.timers.letCancelsComeTooLate();
    scene.lose(client);
    scene.timers.advance(Duration.ofSeconds(20));
    FakeOutbox again = scene.client();
    scene.lose(again);
    scene.timers.advance(Duration.ofSeconds(20));
    assertEquals(List.of(), coach.take(), "the first grace is over, the second is not");
    scene.timers.advance(Duration.ofSeconds(10));
    assertEquals(List.of("user-left"), coach.takeTypes());
    assertEquals(List.of("left client-1 after 20"), scene.takeEvents());
  }

  @Test
  void aLegacyPeerHasNoGrace() {
    FakeOutbox orb = scene.legacyOrb();
    coach.take();
    scene.takeEvents();
    scene.lose(orb);
    assertEquals(List.of("user-left"), coach.takeTypes());
    assertEquals(List.of("left ai-orb-session-1 after 0"), scene.takeEvents());
  }

  @Test
  void leaveEndsTheStayAtOnce() {
    scene.timers.advance(Duration.ofSeconds(7));
    scene.say(client, "{\"type\":\"leave\"}");
    assertEquals(List.of("user-left"), coach.takeTypes());
    assertEquals(List.of("left client-1 after 7"), scene.takeEvents());
    scene.lose(client);
    scene.timers.advance(Duration.ofMinutes(1));
    assertEquals(List.of(), scene.takeEvents());
  }

  @Test
  void aClosingPagesBeaconEndsItsStayOnceAlsoInTheGrace() {
    scene.lose(client);
    scene.room.leave(RoomScene.CLIENT, "client-page").join();
    assertEquals(List.of("user-left"), coach.takeTypes());
    scene.room.leave(RoomScene.CLIENT, "client-page").join();
    scene.timers.advance(Duration.ofMinutes(1));
    assertEquals(List.of(), coach.take());
    assertEquals(List.of("left client-1 after 0"), scene.takeEvents());
  }

  @Test
  void aBeaconClosesTheSocketThatStillLives() {
    scene.room.leave(RoomScene.CLIENT, "client-page").join();
    assertEquals(1000, JoinTest.closeCode(client));
  }

  @Test
  void aNewStayAfterLeavingAddsUpAndCountsAsAnotherGeneration() {
    scene.timers.advance(Duration.ofSeconds(7));
    scene.say(client, "{\"type\":\"leave\"}");
    scene.timers.advance(Duration.ofSeconds(3));
    coach.take();
    scene.client();
    assertEquals(2, coach.takeOnly("user-joined").get("generation").getAsInt());
    scene.timers.advance(Duration.ofSeconds(5));
    assertEquals(
        Duration.ofSeconds(12),
        scene.room.snapshot().attendanceOf(Role.CLIENT).total(scene.clock.instant()));
    assertEquals(List.of("left client-1 after 7", "joined client-1"), scene.takeEvents());
  }

  @Test
  void nobodyLeavesATimerBehind() {
    scene.lose(client);
    client = scene.client();
    int before = scene.timers.waiting();
    for (int i = 0; i < 50; i++) {
      scene.lose(client);
      client = scene.client();
    }
    assertEquals(before, scene.timers.waiting());
  }
}
