package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.room.RoomDirectory.Creation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

  private static String linkState(String path) {
    return "{\"type\":\"link-state\",\"toId\":\"client-1\",\"path\":\"%s\",\"quality\":\"poor\"}"
        .formatted(path);
  }

  private FakeRelay relay(RoomScene of, Entrant who) {
    FakeRelay inlet = new FakeRelay();
    of.room.openRelay(inlet, who, null);
    return inlet;
  }

  @Test
  void aLinkStillFallsToTheRelayAndClimbsBack() {
    FakeOutbox client = scene.client();
    client.take();
    scene.store.setFull(true);
    scene.legacyOrb(); // Waits to be written, and everything that changes the room behind it.

    scene.say(coach, linkState("relay"));
    assertEquals("relay", client.takeOnly("link-state").get("path").getAsString());
    FakeRelay from = relay(scene, RoomScene.COACH_ENTRANT);
    FakeRelay to = relay(scene, RoomScene.CLIENT_ENTRANT);
    assertEquals(1, from.routes.to().size());
    assertEquals(1, to.routes.to().size());
    scene.say(coach, linkState("direct"));
    assertEquals("direct", client.takeOnly("link-state").get("path").getAsString());
  }

  @Test
  void whoseSeatIsNotWrittenIsNotRelayed() {
    FakeRelay relay = relay(scene, RoomScene.COACH_ENTRANT);
    scene.store.setFull(true);
    scene.client();
    FakeRelay client = relay(scene, RoomScene.CLIENT_ENTRANT);
    assertEquals(RelayRoutes.NONE, client.routes);
    assertEquals(0, relay.routes.to().size());
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));
    assertEquals(1, client.routes.to().size());
    assertEquals(1, relay.routes.to().size());
  }

  @Test
  void whoIsRemovedIsRelayedNoMoreAtOnceAndToldWhenItIsWritten() {
    scene.client();
    FakeRelay from = relay(scene, RoomScene.COACH_ENTRANT);
    FakeRelay to = relay(scene, RoomScene.CLIENT_ENTRANT);
    scene.store.setFull(true);
    scene.say(coach, "{\"type\":\"kick\",\"userId\":\"client-1\"}");
    assertEquals(0, from.routes.to().size());
    assertEquals(RelayRoutes.NONE, to.routes);
    assertEquals(0, to.closeCode);
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));
    assertEquals(CloseCode.FORBIDDEN, to.closeCode);
  }

  private static String consent(boolean given) {
    return "{'type':'consent','transcription':%1$s,'recording':false,'assistant':%1$s}"
        .replace('\'', '"')
        .formatted(given);
  }

  @Test
  void consentIsTakenBackAtOnceAndGivenWhenItIsWritten() {
    RoomScene orbs = new RoomScene(new FakeOrbs(true));
    FakeOutbox person = orbs.coach();
    orbs.orb();
    orbs.say(person, consent(true));
    FakeRelay from = relay(orbs, RoomScene.COACH_ENTRANT);
    FakeRelay orb = relay(orbs, orbs.orbEntrant());
    FakeInlet voice = new FakeInlet();
    orbs.room.openAudio(voice, RoomScene.COACH_ENTRANT);
    assertTrue(hears(from, orb));

    orbs.store.setFull(true);
    orbs.say(person, consent(false));
    assertFalse(hears(from, orb));
    assertTrue(orbs.speech.streams.getFirst().closed);
    assertEquals(CloseCode.FORBIDDEN, voice.closeCode);
    orbs.store.setFull(false);
    orbs.timers.advance(Duration.ofSeconds(1));

    orbs.store.setFull(true);
    orbs.say(person, consent(true));
    assertFalse(hears(from, orb));
    orbs.store.setFull(false);
    orbs.timers.advance(Duration.ofSeconds(1));
    assertTrue(hears(from, orb));
  }

  private static boolean hears(FakeRelay from, FakeRelay orb) {
    return from.routes.to().values().stream()
        .anyMatch(route -> route.target() == orb && route.audio());
  }

  @Test
  void whoSpeaksAllTheTimeFillsNothing() {
    FakeOutbox client = scene.client();
    scene.store.setFull(true);
    scene.legacyOrb();
    client.take();
    for (int i = 0; i < 2 * Effects.MAX_HELD; i++) {
      scene.say(coach, "{\"type\":\"speaking\",\"speaking\":" + (i % 2 == 0) + "}");
    }
    assertNull(client.closed());
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));
    assertFalse(client.takeOnly("speaking").get("speaking").getAsBoolean());
  }

  @Test
  void whoWouldHaveToBeToldTooMuchAfterwardsComesBackInstead() {
    scene.store.setFull(true);
    scene.legacyOrb();
    for (int i = 0; i <= Effects.MAX_HELD && coach.closed() == null; i++) {
      scene.say(coach, "{\"type\":\"kick\",\"userId\":\"nobody\"}");
    }
    assertEquals(CloseCode.OVERLOADED, Objects.requireNonNull(coach.closed()).code());
    scene.lose(coach);
    FakeOutbox back = scene.coach();
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), coach.take());
    assertTrue(back.takeOnly("peer-discovery").get("resumed").getAsBoolean());
  }
}
