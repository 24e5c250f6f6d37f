package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.server.store.StoredRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whom the coach removes is out, and stays out with every token from before. */
class RemovingTest {
  private final RoomScene scene = new RoomScene();

  private static String kick(String userId) {
    return "{\"type\":\"kick\",\"userId\":\"" + userId + "\"}";
  }

  private Entrant clientWith(Instant issuedAt) {
    Entrant client = RoomScene.CLIENT_ENTRANT;
    return new Entrant(
        client.userId(),
        client.name(),
        client.role(),
        client.type(),
        client.permissions(),
        false,
        null,
        new TokenLife(issuedAt, issuedAt.plusSeconds(86_400)));
  }

  private boolean isOut(Instant tokenIssuedAt) {
    return scene.room.snapshot().hasRemoved(RoomScene.CLIENT, tokenIssuedAt);
  }

  @Test
  void whomTheCoachRemovesIsOutAndTheOthersAreTold() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    coach.take();
    scene.takeEvents();
    scene.say(coach, kick(RoomScene.CLIENT));

    assertEquals(new FakeOutbox.Close(CloseCode.FORBIDDEN, "removed"), client.closed());
    assertEquals(RoomScene.CLIENT, coach.takeOnly("user-left").get("userId").getAsString());
    RoomEvent.ParticipantLeft left =
        (RoomEvent.ParticipantLeft)
            scene.events.stream()
                .filter(RoomEvent.ParticipantLeft.class::isInstance)
                .findFirst()
                .orElseThrow();
    assertEquals(RoomEvent.LeaveCause.REMOVED, left.cause());
    assertTrue(isOut(scene.clock.instant()));
  }

  @Test
  void whoIsAwayForAMomentCanBeRemovedAsWell() {
    FakeOutbox coach = scene.coach();
    scene.lose(scene.client());
    scene.say(coach, kick(RoomScene.CLIENT));
    assertEquals(1, scene.room.snapshot().participants());
    assertTrue(isOut(scene.clock.instant()));
  }

  @Test
  void nobodyButTheCoachRemovesAndTheCoachStays() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    coach.take();
    client.take();
    scene.say(client, kick(RoomScene.COACH));
    assertEquals("not-permitted", client.takeErrorCode());
    scene.say(client, kick(RoomScene.CLIENT));
    assertEquals("not-permitted", client.takeErrorCode());
    scene.say(coach, kick(RoomScene.COACH));
    assertEquals("not-permitted", coach.takeErrorCode());
    scene.say(coach, kick("nobody"));
    assertEquals("no-such-peer", coach.takeErrorCode());
    assertNull(coach.closed());
    assertNull(client.closed());
  }

  @Test
  void aSocketThatWasOpenAlreadyDoesNotLetHimBackIn() {
    FakeOutbox coach = scene.coach();
    scene.client();
    FakeOutbox second = scene.open(RoomScene.CLIENT_ENTRANT);
    scene.say(coach, kick(RoomScene.CLIENT));
    scene.say(second, RoomScene.joinText(RoomScene.CLIENT_ENTRANT, "second-page"));

    assertEquals(new FakeOutbox.Close(CloseCode.FORBIDDEN, "removed"), second.closed());
    assertEquals(1, scene.room.snapshot().participants());
  }

  @Test
  void aTokenFromAfterwardsOpensTheRoomAgain() {
    FakeOutbox coach = scene.coach();
    scene.client();
    scene.say(coach, kick(RoomScene.CLIENT));
    Instant afterwards = scene.clock.instant().plusSeconds(1);
    scene.timers.advance(Duration.ofSeconds(2));

    assertFalse(isOut(afterwards));
    assertNull(scene.join(clientWith(afterwards), "page").closed());
    assertEquals(2, scene.room.snapshot().participants());
  }

  @Test
  void heStaysOutOverARestart() {
    FakeOutbox coach = scene.coach();
    scene.client();
    scene.say(coach, kick(RoomScene.CLIENT));
    Instant before = scene.clock.instant();
    scene.crash(Duration.ofSeconds(3));

    assertTrue(isOut(before));
    FakeOutbox again = scene.join(clientWith(before), "client-page");
    assertEquals(CloseCode.FORBIDDEN, Objects.requireNonNull(again.closed()).code());
  }

  @Test
  void heIsToldOnlyWhenItIsWritten() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    scene.store.setFull(true);
    scene.say(coach, kick(RoomScene.CLIENT));
    assertNull(client.closed());
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(2));
    assertNotNull(client.closed());
  }

  @Test
  void everySocketOfHisIsClosedWithTheSameWord() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    scene.say(
        client,
        "{'type':'consent','transcription':true,'recording':false,'assistant':false}"
            .replace('\'', '"'));
    FakeInlet voice = new FakeInlet();
    scene.room.openAudio(voice, RoomScene.CLIENT_ENTRANT);
    FakeOutbox second = scene.open(RoomScene.CLIENT_ENTRANT);
    FakeRelay relay = new FakeRelay();
    scene.room.openRelay(relay, RoomScene.CLIENT_ENTRANT, null);
    scene.say(coach, kick(RoomScene.CLIENT));
    FakeOutbox.Close removed = new FakeOutbox.Close(CloseCode.FORBIDDEN, "removed");
    assertEquals(removed, new FakeOutbox.Close(relay.closeCode, relay.closeReason));
    assertEquals(removed, new FakeOutbox.Close(voice.closeCode, voice.closeReason));
    assertEquals(removed, second.closed());
  }

  @Test
  void anAssistantIsDismissedInstead() {
    RoomScene orbs = new RoomScene(new FakeOrbs(true));
    FakeOutbox coach = orbs.coach();
    orbs.orb();
    coach.take();
    orbs.say(coach, kick(RoomScene.ORB));
    assertEquals("dismissed", coach.takeOnly("orb-state").get("reason").getAsString());
  }

  @Test
  void aStoreFromBeforeAnybodyCouldBeRemovedIsRead() {
    scene.coach();
    StoredRoom stored = scene.store.rooms().getFirst();
    String before = stored.snapshot().replace(",\"removed\":{}", "");
    assertNotEquals(stored.snapshot(), before);
    scene.store.commit(new StoredRoom(stored.roomId(), stored.ownerEpoch(), before), List.of());
    scene.crash(Duration.ofSeconds(1));
    assertFalse(isOut(Instant.EPOCH));
    assertEquals(List.of(), scene.coach().takeTypes().stream().filter("error"::equals).toList());
  }
}
