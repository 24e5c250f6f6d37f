package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.room.RoomDirectory.Creation;
import coach.hybrid.rooms.server.room.RoomDirectory.PreWarming;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.StoredRoom;
import coach.hybrid.rooms.server.summary.Summary;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration OUTAGE = Duration.ofSeconds(20);

  private final RoomScene scene = new RoomScene();

  private List<Long> storedSeqs() {
    return scene.store.events(RoomScene.ROOM, 0, 1_000).stream().map(StoredEvent::seq).toList();
  }

  @Test
  void thePageThatComesBackGetsItsSeatAndNobodyHearsOfAnything() {
    FakeOutbox before = scene.client();
    scene.coach();
    JsonObject peer = before.takeOnly("user-joined");
    scene.takeEvents();
    scene.crash(OUTAGE);
    FakeOutbox client = scene.client();
    JsonObject roster = client.takeOnly("peer-discovery");
    assertTrue(roster.get("resumed").getAsBoolean());
    JsonObject coach = roster.getAsJsonArray("peers").get(0).getAsJsonObject();
    for (String field : List.of("userId", "userName", "generation", "permissions", "media")) {
      assertEquals(peer.get(field), coach.get(field), field);
    }
    scene.coach();
    assertEquals(List.of(), client.take());
    assertEquals(List.of(), scene.takeEvents());
  }

  @Test
  void aStayGoesOnThroughTheOutageAndCountsIt() {
    scene.coach();
    scene.timers.advance(MINUTE);
    scene.crash(OUTAGE);
    assertEquals(RoomStatus.ACTIVE, scene.room.snapshot().status());
    scene.coach();
    scene.timers.advance(MINUTE);
    assertEquals(
        MINUTE.multipliedBy(2).plus(OUTAGE),
        scene.room.snapshot().attendanceOf(Role.COACH).total(scene.clock.instant()));
    assertEquals(
        MINUTE.multipliedBy(2).plus(OUTAGE), scene.room.snapshot().duration(scene.clock.instant()));
  }

  @Test
  void whoDoesNotComeBackLeftWhenTheServiceDiedOnceTheGraceIsOver() {
    scene.coach();
    scene.timers.advance(MINUTE);
    scene.takeEvents();
    scene.crash(Duration.ofMinutes(10));
    scene.timers.advance(RoomScene.CONFIG.seatGrace().minusMillis(1));
    assertEquals(List.of(), scene.takeEvents());
    scene.timers.advance(Duration.ofMillis(1));
    assertEquals(List.of("left coach-1 after 60"), scene.takeEvents());
  }

  @Test
  void anOrbWithoutGraceLeftWhenTheServiceDied() {
    scene.coach();
    scene.legacyOrb();
    scene.takeEvents();
    scene.crash(OUTAGE);
    assertEquals(List.of("left " + RoomScene.ORB + " after 0"), scene.takeEvents());
    assertFalse(scene.room.snapshot().attendanceOf(Role.AI).connected());
  }

  @Test
  void seqGoesOnWithoutGapOrRepeat() {
    scene.coach();
    scene.crash(OUTAGE);
    scene.client();
    scene.crash(OUTAGE);
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), storedSeqs());
  }

  @Test
  void aDeadlineThatPassedMeanwhileEndsTheRoomAtOnce() {
    scene.coach();
    scene.crash(Duration.ofHours(2));
    scene.timers.advance(Duration.ZERO);
    assertEquals(EndReason.TIMEOUT, scene.room.snapshot().endReason());
    assertEquals(
        0, scene.room.snapshot().attendanceOf(Role.COACH).total(scene.clock.instant()).toSeconds());
    assertEquals(Duration.ofHours(1), scene.room.snapshot().duration(scene.clock.instant()));
  }

  @Test
  void aRoomThatWasEmptyForTooLongMeanwhileEndedWhenItHadTo() {
    scene.say(scene.coach(), "{\"type\":\"leave\"}");
    scene.timers.advance(MINUTE);
    scene.crash(Duration.ofMinutes(40));
    scene.timers.advance(Duration.ZERO);
    assertEquals(EndReason.SESSION_COMPLETED, scene.room.snapshot().endReason());
    assertEquals(
        RoomScene.CONFIG.emptyTimeout(), scene.room.snapshot().duration(scene.clock.instant()));
  }

  @Test
  void aSecondCrashWithinTheGraceDoesNotCountTheFirstOutageAsPresence() {
    scene.say(scene.coach(), "{\"type\":\"speaking\",\"speaking\":true}");
    scene.timers.advance(MINUTE);
    scene.crash(Duration.ofMinutes(30));
    scene.timers.advance(Duration.ofSeconds(1));
    scene.client(); // The service lives again, so it says so.
    scene.takeEvents();
    scene.crash(OUTAGE);
    scene.client();
    scene.timers.advance(RoomScene.CONFIG.seatGrace());
    assertEquals(List.of("left coach-1 after 60"), scene.takeEvents());
    assertEquals(MINUTE, scene.room.snapshot().talkTime(Role.COACH, scene.clock.instant()));
  }

  @Test
  void aRoomThatCannotBeReadIsLeftOutAndTheOthersComeBack() {
    scene.store.commit(new StoredRoom("broken", 1, "{\"seq\":1,\"committed\":{}}"), List.of());
    scene.store.commit(new StoredRoom("empty", 1, "{}"), List.of());
    scene.crash(OUTAGE);
    assertEquals(1, scene.rooms.snapshots().size());
  }

  @Test
  void aReservedPlaceIsStillReserved() {
    Instant soon = FakeClock.START.plus(MINUTE.multipliedBy(5));
    RoomScene booked = new RoomScene(LifecycleTest.config(1, null), RoomScene.spec(soon));
    assertEquals(PreWarming.RESERVED, booked.rooms.preWarm(booked.room).join());
    booked.crash(OUTAGE);
    RoomSpec other = LifecycleTest.spec("room-2", null);
    assertInstanceOf(Creation.AtCapacity.class, booked.rooms.create(other).join());
    booked.timers.advance(MINUTE.multipliedBy(20));
    assertInstanceOf(Creation.Created.class, booked.rooms.create(other).join());
  }

  @Test
  void theTimeToTheDeadlineDoesNotBeginAnew() {
    scene.coach();
    scene.timers.advance(Duration.ofMinutes(40));
    scene.crash(Duration.ZERO);
    scene.coach();
    scene.timers.advance(Duration.ofMinutes(20).minusMillis(1));
    assertEquals(RoomStatus.ACTIVE, scene.room.snapshot().status());
    scene.timers.advance(Duration.ofMillis(1));
    assertEquals(RoomStatus.ENDED, scene.room.snapshot().status());
  }

  @Test
  void whatTheMainAppChangedStaysChanged() {
    scene
        .room
        .configure(new RoomSettings.Change(false, null, "calm", true, null, null, null))
        .join();
    scene.crash(OUTAGE);
    RoomSettings settings = scene.room.snapshot().settings();
    assertFalse(settings.expectsOrb());
    assertEquals("calm", settings.orb().voiceModel());
    assertTrue(settings.features().recording());
    assertEquals(RoomScene.spec(null), scene.room.spec());
  }

  @Test
  void anEndedRoomIsStillThereAndGoneAfterItsRetention() {
    scene.coach();
    scene.room.end(EndReason.CANCELLED).join();
    scene.timers.advance(Duration.ofDays(1));
    scene.crash(Duration.ofDays(1));
    assertEquals(EndReason.CANCELLED, scene.room.snapshot().endReason());
    assertNotNull(scene.room.snapshot().summary());
    scene.timers.advance(Duration.ofDays(1));
    assertNull(scene.rooms.find(RoomScene.ROOM));
    assertEquals(List.of(), scene.store.rooms());
    assertEquals(List.of(), storedSeqs());
  }

  @Test
  void aSummaryStoredBeforeItHadItsLaterFieldsIsStillRead() {
    scene.coach();
    scene.room.end(EndReason.CANCELLED).join();
    Summary made = scene.room.snapshot().summary();
    String stored = scene.store.rooms().getFirst().snapshot();
    assertFalse(stored.contains("\"progress\"") || stored.contains("\"recommendations\""), stored);
    scene.crash(OUTAGE);
    assertEquals(made, scene.room.snapshot().summary());
  }

  @Test
  void talkAndMediaAreKeptAMomentLater() {
    FakeOutbox coach = scene.coach();
    scene.say(coach, "{\"type\":\"media-state\",\"audio\":true,\"video\":true,\"screen\":false}");
    scene.say(coach, "{\"type\":\"speaking\",\"speaking\":true}");
    scene.timers.advance(Duration.ofSeconds(9));
    scene.say(coach, "{\"type\":\"speaking\",\"speaking\":false}");
    scene.timers.advance(Duration.ofSeconds(2));
    scene.crash(OUTAGE);
    assertEquals(
        Duration.ofSeconds(9), scene.room.snapshot().talkTime(Role.COACH, scene.clock.instant()));
    JsonObject roster = scene.client().takeOnly("peer-discovery");
    assertTrue(
        roster
            .getAsJsonArray("peers")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("media")
            .get("video")
            .getAsBoolean());
  }
}
