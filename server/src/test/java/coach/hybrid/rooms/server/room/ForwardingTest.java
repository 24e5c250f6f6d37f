package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose media the room lets be relayed, and what of it to whom. */
class ForwardingTest {
  private static final List<Integer> ALL =
      List.of(MediaFrame.AUDIO, MediaFrame.CAMERA, MediaFrame.SCREEN, MediaFrame.CONTROL);

  private final RoomScene scene = new RoomScene();

  private FakeRelay relay(Entrant who) {
    FakeRelay inlet = new FakeRelay();
    scene.room.openRelay(inlet, who, null);
    return inlet;
  }

  private static int mediaId(FakeOutbox outbox) {
    return outbox.takeOnly("peer-discovery").get("mediaId").getAsInt();
  }

  /** What may go from one socket to another. */
  private static List<Integer> kinds(FakeRelay from, FakeRelay to) {
    List<RelayRoutes.Route> ways =
        from.routes.to().values().stream().filter(route -> route.target() == to).toList();
    return ways.isEmpty() ? List.of() : ALL.stream().filter(ways.getFirst()::lets).toList();
  }

  private static String consent(boolean assistant) {
    return "{\"type\":\"consent\",\"transcription\":false,\"recording\":false,\"assistant\":"
        + assistant
        + "}";
  }

  @Test
  void whoHasNoSeatIsNotRelayed() {
    assertEquals(CloseCode.FORBIDDEN, relay(RoomScene.COACH_ENTRANT).closeCode);
  }

  @Test
  void aPeerOfTheSeedsIsNotRelayed() {
    scene.legacyOrb();
    assertEquals(CloseCode.FORBIDDEN, relay(RoomScene.ORB_ENTRANT).closeCode);
  }

  @Test
  void twoSocketsFindEachOtherByTheirShortIds() {
    int coachId = mediaId(scene.coach());
    int clientId = mediaId(scene.client());
    FakeRelay coach = relay(RoomScene.COACH_ENTRANT);
    assertEquals(Map.of(), coach.routes.to());
    FakeRelay client = relay(RoomScene.CLIENT_ENTRANT);

    assertNotEquals(coachId, clientId);
    assertEquals(coachId, coach.routes.from());
    assertEquals(Set.of(clientId), coach.routes.to().keySet());
    assertEquals(Set.of(coachId), client.routes.to().keySet());
    assertEquals(ALL, kinds(coach, client));
    assertEquals(ALL, kinds(client, coach));
  }

  @Test
  void everybodyIsToldTheShortIdsOfTheOthers() {
    FakeOutbox coach = scene.coach();
    int clientId = mediaId(scene.client());
    assertEquals(clientId, coach.takeOnly("user-joined").get("mediaId").getAsInt());
  }

  @Test
  void onlyWhatTheLinkPermitsIsRelayed() {
    Entrant quiet =
        new Entrant(
            RoomScene.CLIENT,
            "Quiet",
            Role.CLIENT,
            ParticipantType.HUMAN,
            new Permissions(false, true, true),
            false);
    scene.coach();
    scene.join(quiet, "page");
    FakeRelay coach = relay(RoomScene.COACH_ENTRANT);
    FakeRelay client = relay(quiet);

    assertEquals(List.of(MediaFrame.AUDIO, MediaFrame.CONTROL), kinds(client, coach));
    assertEquals(ALL, kinds(coach, client));
  }

  @Test
  void withoutConsentAnOrbGetsNothingButWhatItMisses() {
    RoomScene orbs = new RoomScene(new FakeOrbs(true));
    FakeOutbox coachSocket = orbs.coach();
    orbs.orb();
    FakeRelay coach = new FakeRelay();
    FakeRelay orb = new FakeRelay();
    orbs.room.openRelay(coach, RoomScene.COACH_ENTRANT, null);
    orbs.room.openRelay(orb, orbs.orbEntrant(), null);

    assertEquals(List.of(MediaFrame.CONTROL), kinds(coach, orb));
    assertEquals(
        List.of(MediaFrame.AUDIO, MediaFrame.CAMERA, MediaFrame.CONTROL), kinds(orb, coach));

    orbs.say(coachSocket, consent(true));
    assertEquals(
        List.of(MediaFrame.AUDIO, MediaFrame.CAMERA, MediaFrame.CONTROL), kinds(coach, orb));

    orbs.say(coachSocket, consent(false));
    assertEquals(List.of(MediaFrame.CONTROL), kinds(coach, orb));
  }

  @Test
  void anOrbWhoseTimeIsOverIsNotRelayed() {
    RoomScene orbs = new RoomScene(new FakeOrbs(true));
    orbs.coach();
    orbs.orb();
    FakeRelay orb = new FakeRelay();
    orbs.room.openRelay(orb, RoomScene.orbEntrant(orbs.orbs.last().orbId(), 99), null);
    assertEquals(CloseCode.FORBIDDEN, orb.closeCode);
  }

  @Test
  void aNewerSocketOfTheSamePersonClosesTheOlder() {
    scene.coach();
    scene.client();
    FakeRelay client = relay(RoomScene.CLIENT_ENTRANT);
    FakeRelay older = relay(RoomScene.COACH_ENTRANT);
    FakeRelay newer = relay(RoomScene.COACH_ENTRANT);

    assertEquals(CloseCode.REPLACED, older.closeCode);
    assertEquals(0, newer.closeCode);
    assertEquals(ALL, kinds(client, newer));
    scene.room.loseRelay(older); // As it does once it is closed.
    assertEquals(ALL, kinds(client, newer));
  }

  @Test
  void aPageThatWasReplacedGetsNotItsSuccessorsRelay() {
    scene.coach();
    scene.client();
    scene.join(RoomScene.CLIENT_ENTRANT, "another-page");
    FakeRelay coach = relay(RoomScene.COACH_ENTRANT);
    FakeRelay present = new FakeRelay();
    scene.room.openRelay(present, RoomScene.CLIENT_ENTRANT, "another-page");
    FakeRelay past = new FakeRelay();
    scene.room.openRelay(past, RoomScene.CLIENT_ENTRANT, "client-page");

    assertEquals(CloseCode.REPLACED, past.closeCode);
    assertEquals(RelayRoutes.NONE, past.routes);
    assertEquals(0, present.closeCode);
    assertEquals(ALL, kinds(coach, present));
  }

  @Test
  void aLostSocketIsNoTargetAnyMore() {
    scene.coach();
    scene.client();
    FakeRelay coach = relay(RoomScene.COACH_ENTRANT);
    FakeRelay client = relay(RoomScene.CLIENT_ENTRANT);
    scene.room.loseRelay(client);
    assertEquals(Map.of(), coach.routes.to());
  }

  @Test
  void theRelayOutlivesALossOfTheSignallingSocketAndEndsWithTheGrace() {
    scene.coach();
    FakeOutbox client = scene.client();
    FakeRelay relayed = relay(RoomScene.CLIENT_ENTRANT);
    scene.lose(client);
    assertEquals(0, relayed.closeCode);
    scene.timers.advance(Duration.ofSeconds(31));
    assertEquals(CloseCode.FORBIDDEN, relayed.closeCode);
  }

  @Test
  void aPageThatIsReplacedIsNotRelayedAnyMore() {
    scene.coach();
    scene.client();
    FakeRelay relayed = relay(RoomScene.CLIENT_ENTRANT);
    scene.join(RoomScene.CLIENT_ENTRANT, "another-page");
    assertEquals(CloseCode.REPLACED, relayed.closeCode);
  }

  @Test
  void whoLeavesAndComesBackHasAnotherShortId() {
    scene.coach();
    FakeOutbox client = scene.client();
    int before = mediaId(client);
    FakeRelay relayed = relay(RoomScene.CLIENT_ENTRANT);
    scene.say(client, "{\"type\":\"leave\"}");
    assertEquals(CloseCode.FORBIDDEN, relayed.closeCode);
    assertNotEquals(before, mediaId(scene.client()));
  }

  @Test
  void theEndOfTheRoomEndsTheRelay() {
    scene.coach();
    FakeRelay relayed = relay(RoomScene.COACH_ENTRANT);
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    assertEquals(CloseCode.ROOM_ENDED, relayed.closeCode);
    assertEquals(CloseCode.ROOM_ENDED, relay(RoomScene.COACH_ENTRANT).closeCode);
  }

  @Test
  void nobodyIsToldWhatHasNotChanged() {
    FakeOutbox coach = scene.coach();
    FakeRelay relayed = relay(RoomScene.COACH_ENTRANT);
    int before = relayed.timesRouted;
    scene.say(coach, "{\"type\":\"speaking\",\"speaking\":true}");
    scene.client();
    assertEquals(before, relayed.timesRouted);
  }

  @Test
  void aLinkStateReachesTheOneItIsAbout() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    coach.take();
    client.take();
    scene.say(coach, linkState(RoomScene.CLIENT));
    JsonObject told = client.takeOnly("link-state");
    assertEquals(RoomScene.COACH, told.get("fromId").getAsString());
    assertEquals("relay", told.get("path").getAsString());
    assertEquals("poor", told.get("quality").getAsString());
    assertEquals(List.of(), coach.takeTypes());
  }

  private static String linkState(String toId) {
    return "{\"type\":\"link-state\",\"toId\":\""
        + toId
        + "\",\"path\":\"relay\",\"quality\":\"poor\"}";
  }

  private static String relayKey(String toId) {
    return "{\"type\":\"relay-key\",\"publicKey\":\"BGsX\",\"generation\":2,\"toId\":\""
        + toId
        + "\"}";
  }

  @Test
  void keysAndLinkStatesWaitForAPageToComeBackInTheirOrder() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    scene.lose(client);
    scene.say(coach, relayKey(RoomScene.CLIENT));
    scene.say(coach, linkState(RoomScene.CLIENT));
    List<String> back = scene.client().takeTypes();
    assertEquals(
        List.of("relay-key", "link-state"),
        back.stream().filter(Set.of("relay-key", "link-state")::contains).toList());
    assertFalse(coach.takeTypes().contains("error"));
  }

  @Test
  void aKeyGoesToAnOrbWithoutConsent() {
    RoomScene orbs = new RoomScene(new FakeOrbs(true));
    FakeOutbox coach = orbs.coach();
    FakeOutbox orb = orbs.orb();
    orb.take();
    orbs.say(coach, relayKey(RoomScene.ORB));
    assertEquals("BGsX", orb.takeOnly("relay-key").get("publicKey").getAsString());
  }

  @Test
  void aPeerOfTheSeedsHearsOfNeither() {
    FakeOutbox orb = scene.legacyOrb();
    FakeOutbox coach = scene.coach();
    orb.take();
    coach.take();
    scene.say(coach, linkState(RoomScene.ORB));
    assertEquals(List.of(), coach.takeTypes());
    scene.say(coach, relayKey(RoomScene.ORB));
    assertEquals("no-such-peer", coach.takeErrorCode());
    assertEquals(List.of(), orb.takeTypes());
  }

  @Test
  void aLinkStateForNobodyIsAnsweredInWords() {
    FakeOutbox coach = scene.coach();
    coach.take();
    scene.say(coach, linkState("nobody"));
    assertEquals("no-such-peer", coach.takeErrorCode());
    scene.say(coach, linkState(RoomScene.COACH));
    assertEquals("no-such-peer", coach.takeErrorCode());
  }

  @Test
  void aShortIdIsNeverGivenToTwoSeatsAtOnce() {
    Seats seats = new Seats();
    Seat keeps = new Seat(RoomScene.COACH_ENTRANT, scene.clock.instant(), seats.nextMediaId());
    seats.add(keeps);
    for (int i = 0; i < 70_000; i++) {
      int next = seats.nextMediaId();
      assertTrue(next >= 1 && next <= 0xffff, "out of range: " + next);
      assertNotEquals(keeps.mediaId(), next);
    }
    assertEquals(keeps, Objects.requireNonNull(seats.of(RoomScene.COACH)));
  }
}
