package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.room.RoomDirectory.Creation;
import coach.hybrid.rooms.server.room.RoomDirectory.PreWarming;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Time, emptiness, capacity and change in the life of a room. */
class LifecycleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  static RoomConfig config(int maxRooms, @Nullable Duration earlyEntry) {
    RoomConfig usual = RoomScene.CONFIG;
    return new RoomConfig(
        usual.joinTimeout(),
        usual.seatGrace(),
        usual.emptyTimeout(),
        usual.retention(),
        maxRooms,
        earlyEntry);
  }

  static RoomSpec spec(String roomId, @Nullable Instant start) {
    RoomSpec usual = RoomScene.spec(start);
    return new RoomSpec(
        roomId,
        usual.sessionId(),
        usual.coach(),
        usual.client(),
        usual.orb(),
        start,
        usual.maxDuration(),
        usual.features(),
        null);
  }

  private static RoomSettings.Change features(@Nullable Boolean recording, @Nullable Boolean orb) {
    return new RoomSettings.Change(orb, null, null, recording, null, null, null);
  }

  @Test
  void peopleAreToldFiveMinutesAndOneMinuteBeforeTheEnd() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    FakeOutbox orb = scene.legacyOrb();
    scene.timers.advance(Duration.ofMinutes(55).minusMillis(1));
    coach.take();
    orb.take();
    scene.timers.advance(Duration.ofMillis(1));
    JsonObject five = coach.takeOnly("room-state");
    assertEquals(300_000, five.get("leftMillis").getAsInt());
    assertEquals(55 * 60_000, five.get("elapsedMillis").getAsInt());
    scene.timers.advance(MINUTE.multipliedBy(4));
    assertEquals(60_000, coach.takeOnly("room-state").get("leftMillis").getAsInt());
    assertEquals(List.of(), orb.take(), "a legacy peer knows no room-state");
  }

  @Test
  void aRoomThatIsShorterThanTheWarningWarnsOfNothing() {
    RoomSpec usual = RoomScene.spec(null);
    RoomScene scene =
        new RoomScene(
            new RoomSpec(
                RoomScene.ROOM,
                usual.sessionId(),
                usual.coach(),
                usual.client(),
                usual.orb(),
                null,
                Duration.ofSeconds(30),
                usual.features(),
                null));
    FakeOutbox coach = scene.coach();
    assertEquals(30_000, coach.takeOnly("room-state").get("leftMillis").getAsInt());
    scene.timers.advance(Duration.ofSeconds(29));
    assertEquals(List.of(), coach.take());
  }

  @Test
  void aClientAloneIsShownNoTime() {
    JsonObject state = new RoomScene().client().takeOnly("room-state");
    assertEquals("waiting", state.get("status").getAsString());
    assertFalse(state.has("leftMillis"));
  }

  @Test
  void aStartedRoomWithoutPeopleEndsAfterAWhileThoughTheOrbStayed() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    scene.legacyOrb();
    scene.say(coach, "{\"type\":\"leave\"}");
    scene.timers.advance(RoomScene.CONFIG.emptyTimeout().minusMillis(1));
    assertEquals(RoomStatus.ACTIVE, scene.room.snapshot().status());
    scene.timers.advance(Duration.ofMillis(1));
    assertEquals(EndReason.SESSION_COMPLETED, scene.room.snapshot().endReason());
  }

  @Test
  void whoComesBackInTimeKeepsTheRoomOpen() {
    RoomScene scene = new RoomScene();
    scene.say(scene.coach(), "{\"type\":\"leave\"}");
    scene.timers.advance(Duration.ofMinutes(14));
    FakeOutbox client = scene.client();
    scene.timers.advance(Duration.ofMinutes(14));
    assertEquals(RoomStatus.ACTIVE, scene.room.snapshot().status());
    scene.say(client, "{\"type\":\"leave\"}");
    scene.timers.advance(Duration.ofMinutes(14));
    assertEquals(RoomStatus.ACTIVE, scene.room.snapshot().status());
  }

  @Test
  void theWaitForPeopleGoesOnThroughARestart() {
    RoomScene scene = new RoomScene();
    scene.say(scene.coach(), "{\"type\":\"leave\"}");
    scene.timers.advance(Duration.ofMinutes(10));
    scene.crash(MINUTE);
    scene.timers.advance(MINUTE.multipliedBy(4));
    assertEquals(RoomStatus.ENDED, scene.room.snapshot().status());
  }

  @Test
  void aChangeIsShownToEverybodyAndLeavesTheRestAsItWas() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    coach.take();
    RoomSnapshot changed = scene.room.configure(features(true, null)).join();
    assertTrue(changed.settings().features().recording());
    assertTrue(changed.settings().features().transcription());
    assertTrue(changed.settings().expectsOrb());
    assertTrue(coach.takeOnly("room-state").get("recording").getAsBoolean());
  }

  @Test
  void switchingTheAssistantOffSendsTheOrbAway() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    FakeOutbox orb = scene.legacyOrb();
    coach.take();
    scene.takeEvents();
    scene.room.configure(features(null, false)).join();
    assertEquals(List.of("user-left", "room-state"), coach.takeTypes());
    assertEquals(CloseCode.FORBIDDEN, orb.closed() == null ? 0 : orb.closed().code());
    assertEquals(List.of("left " + RoomScene.ORB + " after 0"), scene.takeEvents());
  }

  @Test
  void anEndedRoomIsNotChangedAnyMore() {
    RoomScene scene = new RoomScene();
    scene.room.end(EndReason.CANCELLED).join();
    assertFalse(
        scene.room.configure(features(true, null)).join().settings().features().recording());
  }

  @Test
  void withoutASummaryTheEndSaysSo() {
    RoomScene scene = new RoomScene();
    scene.coach();
    scene.takeEvents();
    scene.room.configure(new RoomSettings.Change(null, null, null, null, null, null, false)).join();
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    assertEquals(List.of("left coach-1 after 0", "ended session_completed"), scene.takeEvents());
    assertNull(scene.room.snapshot().summary());
  }

  @Test
  void aRoomNobodyStartedHasNoSummary() {
    RoomScene scene = new RoomScene();
    scene.room.end(EndReason.CANCELLED).join();
    assertEquals(List.of("ended cancelled"), scene.takeEvents());
  }

  @Test
  void onlySoManyRoomsHavePeopleInThem() {
    RoomScene scene = new RoomScene(config(1, null), RoomScene.spec(null));
    Room later = scene.create(spec("room-2", FakeClock.START.plus(MINUTE)));
    assertTrue(scene.rooms.makePlace(scene.room));
    FakeOutbox coach = scene.coach();
    scene.timers.advance(Duration.ofHours(1).minusSeconds(1));
    assertFalse(scene.rooms.makePlace(later));
    assertEquals(PreWarming.AT_CAPACITY, scene.rooms.preWarm(later).join());
    assertInstanceOf(Creation.AtCapacity.class, scene.rooms.create(spec("room-3", null)).join());
    scene.say(coach, "{\"type\":\"leave\"}");
    assertTrue(scene.rooms.makePlace(later));
  }

  @Test
  void whoNeverArrivedHoldsNoPlaceForLong() {
    RoomScene scene = new RoomScene(config(1, null), RoomScene.spec(null));
    Room other = scene.create(spec("room-2", FakeClock.START.plus(MINUTE)));
    assertTrue(scene.rooms.makePlace(scene.room));
    assertFalse(scene.rooms.makePlace(other));
    scene.timers.advance(Duration.ofSeconds(15));
    assertTrue(scene.rooms.makePlace(other));
  }

  @Test
  void aRoomThatEndsBeforeAnybodyArrivedGivesItsPlaceBackAtOnce() {
    RoomScene scene = new RoomScene(config(1, null), RoomScene.spec(null));
    Room other = scene.create(spec("room-2", FakeClock.START.plus(MINUTE)));
    assertTrue(scene.rooms.makePlace(scene.room));
    scene.room.end(EndReason.CANCELLED).join();
    assertTrue(scene.rooms.makePlace(other));
  }

  @Test
  void whoIsAtTheDoorOfARoomThatEndsTakesNoPlace() {
    RoomScene scene = new RoomScene(config(1, null), RoomScene.spec(null));
    Room other = scene.create(spec("room-2", FakeClock.START.plus(MINUTE)));
    scene.room.end(EndReason.CANCELLED).join();
    scene.rooms.makePlace(scene.room);
    assertTrue(scene.rooms.makePlace(other));
  }

  @Test
  void aPreWarmedRoomHasItsPlaceWhenItsTimeComes() {
    RoomScene scene = new RoomScene(config(1, null), RoomScene.spec(null));
    Room booked = scene.create(spec("room-2", FakeClock.START.plus(MINUTE.multipliedBy(5))));
    assertEquals(PreWarming.RESERVED, scene.rooms.preWarm(booked).join());
    assertFalse(scene.rooms.makePlace(scene.room));
    scene.timers.advance(MINUTE.multipliedBy(19));
    assertFalse(scene.rooms.makePlace(scene.room));
    scene.timers.advance(MINUTE);
    assertTrue(scene.rooms.makePlace(scene.room));
  }

  @Test
  void anEarlyVisitorDoesNotCostAPreWarmedRoomItsPlace() {
    RoomScene scene = new RoomScene(config(1, null), RoomScene.spec(null));
    Room other = scene.create(spec("room-2", FakeClock.START.plus(MINUTE)));
    assertEquals(PreWarming.RESERVED, scene.rooms.preWarm(scene.room).join());
    scene.legacyOrb();
    scene.say(scene.client(), "{\"type\":\"leave\"}");
    scene.timers.advance(MINUTE);
    assertFalse(scene.rooms.makePlace(other));
  }

  @Test
  void theRoomOpensSoLongBeforeItsTimeUnlessItHasStarted() {
    Instant start = FakeClock.START.plus(Duration.ofHours(1));
    RoomScene scene = new RoomScene(config(0, Duration.ofMinutes(15)), RoomScene.spec(start));
    assertEquals(start.minus(Duration.ofMinutes(15)), scene.rooms.opensAt(scene.room));
    scene.coach();
    assertNull(scene.rooms.opensAt(scene.room));
  }

  @Test
  void theOrbsShareIsThatOfEverythingSaid() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    FakeOutbox orb = scene.legacyOrb();
    scene.say(coach, "{\"type\":\"speaking\",\"speaking\":true}");
    scene.timers.advance(Duration.ofSeconds(30));
    scene.say(coach, "{\"type\":\"media-state\",\"audio\":false,\"video\":true,\"screen\":false}");
    scene.say(orb, "{\"type\":\"ai_status\",\"status\":\"speaking\"}");
    scene.timers.advance(Duration.ofSeconds(10));
    scene.say(orb, "{\"type\":\"ai_status\",\"status\":\"listening\"}");
    scene.timers.advance(MINUTE);
    RoomSnapshot snapshot = scene.room.snapshot();
    Instant now = scene.clock.instant();
    assertEquals(Duration.ofSeconds(30), snapshot.talkTime(Role.COACH, now));
    assertEquals(25, snapshot.talkPercentage(Role.AI, now));
    assertEquals(0, snapshot.talkPercentage(Role.CLIENT, now));
  }
}
