package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.room.RoomDirectory.Creation;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoomLifeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  private static RoomScene scheduled(Duration fromNow) {
    return new RoomScene(RoomScene.spec(FakeClock.START.plus(fromNow)));
  }

  private static void assertEndsAfter(RoomScene scene, Duration wait) {
    scene.timers.advance(wait.minus(MILLI));
    assertNotEquals(RoomStatus.ENDED, scene.room.snapshot().status());
    scene.timers.advance(MILLI);
    assertEquals(RoomStatus.ENDED, scene.room.snapshot().status());
    assertEquals(EndReason.TIMEOUT, scene.room.snapshot().endReason());
  }

  @Test
  void whereTheCoachNeverComesTheRoomTimesOutAtTheScheduledEnd() {
    RoomScene scene = scheduled(HOUR.multipliedBy(2));
    scene.client();
    assertEndsAfter(scene, HOUR.multipliedBy(3));
  }

  @Test
  void aStartInThePastCountsAsNow() {
    assertEndsAfter(scheduled(HOUR.multipliedBy(-5)), HOUR);
  }

  @Test
  void anUnscheduledRoomWaitsADay() {
    assertEndsAfter(new RoomScene(), Duration.ofHours(24));
  }

  @Test
  void aCoachWhoIsEarlyDoesNotShortenTheSession() {
    RoomScene scene = scheduled(HOUR);
    scene.coach();
    assertEndsAfter(scene, HOUR.multipliedBy(2));
  }

  @Test
  void aCoachWhoIsLateGetsTheWholeLength() {
    RoomScene scene = scheduled(Duration.ZERO);
    scene.timers.advance(Duration.ofMinutes(50));
    scene.coach();
    assertEndsAfter(scene, HOUR);
  }

  @Test
  void anUnscheduledSessionLastsFromItsStart() {
    RoomScene scene = new RoomScene();
    scene.timers.advance(Duration.ofHours(3));
    scene.coach();
    assertEndsAfter(scene, HOUR);
  }

  @Test
  void endTellsTheStaysThenTheEndAndClosesEverySocketWithTheReason() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    FakeOutbox notJoined = scene.open(RoomScene.ORB_ENTRANT);
    scene.takeEvents();
    scene.timers.advance(Duration.ofSeconds(4));
    RoomSnapshot ended = scene.room.end(EndReason.CANCELLED).join();
    assertEquals(
        List.of(
            "left coach-1 after 4",
            "left client-1 after 4",
            "summary",
            "ended cancelled with summary"),
        scene.takeEvents());
    for (FakeOutbox outbox : List.of(coach, client, notJoined)) {
      assertEquals(new FakeOutbox.Close(4410, "cancelled"), outbox.closed());
    }
    assertEquals(scene.clock.instant(), ended.endedAt());
    assertEquals(Duration.ofSeconds(4), ended.duration(scene.clock.instant().plus(HOUR)));
  }

  @Test
  void aSecondEndChangesNothing() {
    RoomScene scene = new RoomScene();
    scene.coach();
    scene.room.end(EndReason.CANCELLED).join();
    RoomSnapshot first = scene.room.snapshot();
    scene.takeEvents();
    scene.timers.advance(HOUR);
    assertEquals(first, scene.room.end(EndReason.TIMEOUT).join());
    assertEquals(List.of(), scene.takeEvents());
  }

  @Test
  void whoeverIsInTheGraceAtTheEndLeftWhenHisSocketDid() {
    RoomScene scene = new RoomScene();
    scene.coach();
    FakeOutbox client = scene.client();
    scene.timers.advance(Duration.ofSeconds(10));
    Instant lost = scene.clock.instant();
    scene.lose(client);
    scene.timers.advance(Duration.ofSeconds(20));
    scene.takeEvents();
    RoomSnapshot ended = scene.room.end(EndReason.SESSION_COMPLETED).join();
    assertEquals(
        List.of(
            "left coach-1 after 30",
            "left client-1 after 10",
            "summary",
            "ended session_completed with summary"),
        scene.takeEvents());
    assertEquals(lost, ended.attendanceOf(Role.CLIENT).leftAt());
    assertEquals(Duration.ofSeconds(10), ended.attendanceOf(Role.CLIENT).total(lost));
  }

  @Test
  void anEndedRoomClosesWhoeverComesAndKeepsOnlyItsRetentionTimer() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    scene.lose(coach);
    scene.open(RoomScene.CLIENT_ENTRANT);
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    FakeOutbox late = scene.coach();
    assertEquals(new FakeOutbox.Close(4410, "session_completed"), late.closed());
    assertEquals(List.of(), late.take());
    assertEquals(1, scene.timers.waiting());
  }

  @Test
  void afterItsRetentionTheRoomIsForgotten() {
    RoomScene scene = new RoomScene();
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    scene.timers.advance(Duration.ofDays(3).minus(MILLI));
    assertSame(scene.room, scene.rooms.find(RoomScene.ROOM));
    scene.timers.advance(MILLI);
    assertNull(scene.rooms.find(RoomScene.ROOM));
    assertEquals(0, scene.timers.waiting());
  }

  @Test
  void theSameOrderTwiceIsTheSameRoomAndAnotherOneAConflict() {
    RoomScene scene = new RoomScene();
    Creation again = scene.rooms.create(RoomScene.spec(null)).join();
    assertSame(scene.room, assertInstanceOf(Creation.Repeated.class, again).room());
    assertInstanceOf(
        Creation.Conflict.class, scene.rooms.create(RoomScene.spec(FakeClock.START)).join());
  }

  @Test
  void iceServersAreRenewedForAllBeforeTheyRunOut() {
    RoomScene scene = new RoomScene();
    FakeOutbox coach = scene.coach();
    FakeOutbox orb = scene.legacyOrb();
    JsonObject first = coach.takeOnly("ice-servers");
    orb.take();
    scene.timers.advance(Duration.ofMinutes(40).minus(MILLI));
    assertEquals(List.of(), coach.take());
    scene.timers.advance(MILLI);
    assertNotEquals(first, coach.takeOnly("ice-servers"));
    assertEquals(
        RoomScene.ORB,
        orb.takeOnly("ice-servers")
            .getAsJsonArray("iceServers")
            .get(0)
            .getAsJsonObject()
            .get("username")
            .getAsString());
  }

  @Test
  void renewalGoesOnWhileSomebodyIsHereAndStopsWithTheLast() {
    RoomScene scene = scheduled(HOUR.multipliedBy(10));
    FakeOutbox client = scene.client();
    client.take();
    scene.timers.advance(Duration.ofMinutes(80));
    assertEquals(List.of("ice-servers", "ice-servers"), client.takeTypes());
    scene.say(client, "{\"type\":\"leave\"}");
    scene.lose(client);
    scene.timers.advance(Duration.ofMinutes(80));
    assertEquals(1, scene.timers.waiting(), "the deadline alone");
  }

  @Test
  void aBugInOneRoomClosesThatRoomOnly() {
    assertCrashIsContained(new IllegalStateException("on purpose"), null);
  }

  @Test
  void anErrorDoesNotLeaveTheRoomStuck() {
    assertCrashIsContained(null, new StackOverflowError("on purpose"));
  }

  private static void assertCrashIsContained(
      @Nullable RuntimeException bug, @Nullable Error error) {
    RoomScene scene =
        new RoomScene(
            RoomScene.CONFIG,
            RoomScene.spec(null),
            event -> {
              if (event instanceof RoomEvent.ParticipantJoined joined
                  && joined.roomId().equals(RoomScene.ROOM)
                  && joined.role() == Role.CLIENT) {
                if (error != null) {
                  throw error;
                }
                if (bug != null) {
                  throw bug;
                }
              }
            });
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    assertEquals(1011, JoinTest.closeCode(coach));
    assertEquals(1011, JoinTest.closeCode(client));
    assertEquals(EndReason.ERROR, scene.room.snapshot().endReason());
    assertEquals(EndReason.ERROR, scene.room.end(EndReason.CANCELLED).join().endReason());
    RoomSpec spec = RoomScene.spec(null);
    Room other =
        scene.create(
            new RoomSpec(
                "room-2",
                spec.sessionId(),
                spec.coach(),
                spec.client(),
                spec.orb(),
                null,
                spec.maxDuration(),
                spec.features(),
                null));
    assertEquals(RoomStatus.WAITING, other.snapshot().status());
  }

  @Test
  void socketsCloseAndTheRoomIsForgottenEvenIfNobodyCanTakeItsLastEvents() {
    RoomScene scene =
        new RoomScene(
            RoomScene.CONFIG,
            RoomScene.spec(null),
            event -> {
              if (event instanceof RoomEvent.ParticipantLeft) {
                throw new IllegalStateException("on purpose");
              }
            });
    FakeOutbox coach = scene.coach();
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    assertEquals(4410, JoinTest.closeCode(coach));
    scene.timers.advance(Duration.ofDays(3));
    assertNull(scene.rooms.find(RoomScene.ROOM));
  }
}
