package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.room.RoomDirectory.Creation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FullDiskTest {
  private static final String CANDIDATE = "{\"type\":\"ice-candidate\",\"candidate\":null}";

  private final RoomScene scene = new RoomScene();
  private final FakeOutbox coach = scene.coach();

  FullDiskTest() {
    coach.take();
    scene.takeEvents();
  }

  @Test
  void nobodyIsToldOfAJoinThatIsNotWritten() {
    scene.store.setFull(true);
    FakeOutbox client = scene.client();
    scene.timers.advance(Duration.ofSeconds(10));
    assertEquals(List.of(), client.take());
    assertEquals(List.of(), coach.take());
    assertEquals(List.of(), scene.takeEvents());
    assertFalse(scene.room.snapshot().attendanceOf(Role.CLIENT).connected());
  }

  @Test
  void whatWaitedComesOutInOrderWhenThereIsRoomAgain() {
    scene.store.setFull(true);
    FakeOutbox client = scene.client();
    CompletableFuture<RoomSnapshot> ended = scene.room.end(EndReason.SESSION_COMPLETED);
    assertFalse(ended.isDone());
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));
    assertTrue(ended.isDone());
    assertEquals(
        List.of("ice-servers", "peer-discovery", "room-state", "orb-state", "transcription-state"),
        client.takeTypes());
    assertEquals(
        List.of(
            "joined client-1",
            "left coach-1 after 0",
            "left client-1 after 0",
            "summary",
            "ended session_completed with summary"),
        scene.takeEvents());
    assertEquals(7, scene.store.events(RoomScene.ROOM, 0, 100).size());
  }

  @Test
  void peopleInTheCallGoOnTalkingToEachOther() {
    FakeOutbox client = scene.client();
    client.take();
    scene.store.setFull(true);
    scene.legacyOrb();
    scene.say(coach, CANDIDATE);
    assertEquals(List.of("ice-candidate"), client.takeTypes());
  }

  @Test
  void aPageThatOnlyLostItsSocketComesBack() {
    scene.store.setFull(true);
    scene.lose(coach);
    assertTrue(scene.coach().takeOnly("peer-discovery").get("resumed").getAsBoolean());
  }

  @Test
  void aChangeTakenBackBeforeItWasWrittenLeavesNobodyWaitingForEver() {
    scene.store.setFull(true);
    CompletableFuture<RoomSnapshot> on = scene.room.configure(recording(true));
    CompletableFuture<RoomSnapshot> off = scene.room.configure(recording(false));
    assertTrue(on.isDone() && off.isDone());
    scene.timers.advance(Duration.ofSeconds(1));
    FakeOutbox client = scene.client();
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));
    assertEquals(
        List.of("ice-servers", "peer-discovery", "room-state", "orb-state", "transcription-state"),
        client.takeTypes());
  }

  private static RoomSettings.Change recording(boolean on) {
    return new RoomSettings.Change(null, null, null, on, null, null, null);
  }

  @Test
  void nobodyGetsNewsBeforeWhatIsStillOwed() {
    FakeOutbox client = scene.client();
    scene.lose(client);
    scene.say(coach, "{\"type\":\"ice-candidate\",\"candidate\":null,\"toId\":\"client-1\"}");
    scene.store.setFull(true);
    scene.legacyOrb();
    FakeOutbox back = scene.client();
    scene.say(coach, CANDIDATE);
    assertEquals(List.of(), back.takeTypes());
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(2));
    assertEquals(
        List.of(
            "ice-servers",
            "peer-discovery",
            "room-state",
            "orb-state",
            "transcription-state",
            "ice-candidate",
            "ice-candidate"),
        back.takeTypes());
  }

  @Test
  void aRoomIsNotConfirmedBeforeItIsWritten() {
    scene.store.setFull(true);
    RoomSpec other =
        new RoomSpec(
            "room-2",
            "session-2",
            new RoomSpec.Person("c", "C"),
            new RoomSpec.Person("d", "D"),
            new RoomSpec.OrbSpec(false, "supportive", "default"),
            null,
            Duration.ofHours(1),
            new RoomSpec.Features(false, true, true, true),
            null);
    CompletableFuture<Creation> created = scene.rooms.create(other);
    CompletableFuture<Creation> again = scene.rooms.create(other);
    scene.timers.advance(Duration.ofSeconds(5));
    assertFalse(created.isDone());
    assertFalse(again.isDone());
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));
    assertTrue(created.isDone());
    assertTrue(again.isDone());
    assertEquals(2, scene.store.rooms().size());
  }
}
