package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinTest {
  private final RoomScene scene = new RoomScene();

  private static JsonObject peer(JsonArray peers, String userId) {
    for (JsonElement peer : peers) {
      if (peer.getAsJsonObject().get("userId").getAsString().equals(userId)) {
        return peer.getAsJsonObject();
      }
    }
    throw new AssertionError("no peer " + userId);
  }

  private static boolean offers(JsonObject peer) {
    return peer.get("shouldCreateOffer").getAsBoolean();
  }

  @Test
  void joinIsAnsweredByIceServersAndThenTheOthers() {
    FakeOutbox coach = scene.coach();
    assertEquals(
        List.of("ice-servers", "peer-discovery", "room-state", "orb-state", "transcription-state"),
        coach.takeTypes());
  }

  @Test
  void theFirstOneFindsNobodyAndHearsOfTheSecond() {
    FakeOutbox coach = scene.coach();
    JsonObject discovery = coach.takeOnly("peer-discovery");
    assertEquals(0, discovery.getAsJsonArray("peers").size());
    assertFalse(discovery.get("resumed").getAsBoolean());

    FakeOutbox client = scene.client();
    JsonObject joined = coach.takeOnly("user-joined");
    assertEquals(RoomScene.CLIENT, joined.get("userId").getAsString());
    assertEquals("name of client-1", joined.get("userName").getAsString());
    assertEquals("client", joined.get("userRole").getAsString());
    assertEquals("human", joined.get("participantType").getAsString());
    assertEquals(3, joined.getAsJsonArray("permissions").size());
    assertEquals(1, joined.get("generation").getAsInt());
    JsonArray peers = client.takeOnly("peer-discovery").getAsJsonArray("peers");
    assertEquals(1, peers.size());
    assertEquals(RoomScene.COACH, peer(peers, RoomScene.COACH).get("userId").getAsString());
  }

  @Test
  void aPageThatWillSaySoStartsWithNothingSentAndALegacyPeerWithAllItMay() {
    FakeOutbox coach = scene.coach();
    scene.client();
    assertFalse(media(coach.takeOnly("user-joined")).get("video").getAsBoolean());
    scene.legacyOrb();
    JsonObject orb = media(coach.takeOnly("user-joined"));
    assertTrue(orb.get("audio").getAsBoolean() && orb.get("video").getAsBoolean());
    assertFalse(orb.get("screen").getAsBoolean());
  }

  private static JsonObject media(JsonObject peer) {
    return peer.getAsJsonObject("media");
  }

  @Test
  void theCoachOffersToAllTheClientToTheOrbAndTheOrbToNobodyWhoeverComesLast() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    FakeOutbox orb = scene.legacyOrb();
    assertFalse(offers(peer(client.takeOnly("peer-discovery").getAsJsonArray("peers"), "coach-1")));
    JsonArray orbsPeers = orb.takeOnly("peer-discovery").getAsJsonArray("peers");
    assertFalse(offers(peer(orbsPeers, RoomScene.COACH)));
    assertFalse(offers(peer(orbsPeers, RoomScene.CLIENT)));
    for (JsonObject joined : coach.take()) {
      if (joined.get("type").getAsString().equals("user-joined")) {
        assertTrue(offers(joined));
      }
    }
  }

  @Test
  void theHigherRankOffersAlsoWhenItComesLater() {
    FakeOutbox orb = scene.legacyOrb();
    FakeOutbox client = scene.client();
    assertTrue(
        offers(peer(client.takeOnly("peer-discovery").getAsJsonArray("peers"), RoomScene.ORB)));
    assertFalse(offers(orb.takeOnly("user-joined")));
    FakeOutbox coach = scene.coach();
    JsonArray peers = coach.takeOnly("peer-discovery").getAsJsonArray("peers");
    assertTrue(offers(peer(peers, RoomScene.ORB)));
    assertTrue(offers(peer(peers, RoomScene.CLIENT)));
    assertFalse(offers(client.takeOnly("user-joined")));
    assertFalse(offers(orb.takeOnly("user-joined")));
  }

  @Test
  void betweenEqualRanksExactlyTheSmallerIdOffers() {
    Seat a = new Seat(RoomScene.human("a", Role.CLIENT, Permissions.ALL), scene.clock.instant(), 1);
    Seat b = new Seat(RoomScene.human("b", Role.CLIENT, Permissions.ALL), scene.clock.instant(), 2);
    assertTrue(OfferRule.offers(a, b));
    assertFalse(OfferRule.offers(b, a));
  }

  @Test
  void onlyTheCoachStartsTheSession() {
    scene.client();
    scene.legacyOrb();
    assertEquals(RoomStatus.WAITING, scene.room.snapshot().status());
    assertEquals(
        List.of("joined " + RoomScene.CLIENT, "joined " + RoomScene.ORB), scene.takeEvents());
    scene.timers.advance(Duration.ofMinutes(2));
    scene.coach();
    assertEquals(List.of("joined " + RoomScene.COACH, "started"), scene.takeEvents());
    assertEquals(RoomStatus.ACTIVE, scene.room.snapshot().status());
    assertEquals(scene.clock.instant(), scene.room.snapshot().actualStart());
  }

  @Test
  void aSocketThatDoesNotJoinIsClosedAfterTheTimeout() {
    FakeOutbox silent = scene.open(RoomScene.COACH_ENTRANT);
    scene.timers.advance(Duration.ofSeconds(5).minusMillis(1));
    assertNull(silent.closed());
    scene.timers.advance(Duration.ofMillis(1));
    assertEquals(4408, closeCode(silent));
  }

  @Test
  void aSocketThatJoinedIsNotClosedByTheTimeout() {
    FakeOutbox coach = scene.coach();
    scene.timers.advance(Duration.ofMinutes(1));
    assertNull(coach.closed());
  }

  @Test
  void aSocketThatLeftMustJoinAgainInTimeAndMay() {
    FakeOutbox coach = scene.coach();
    scene.say(coach, "{\"type\":\"leave\"}");
    coach.take();
    scene.say(coach, RoomScene.joinText(RoomScene.COACH_ENTRANT, "coach-page"));
    assertEquals(
        List.of("ice-servers", "peer-discovery", "room-state", "orb-state", "transcription-state"),
        coach.takeTypes());
    scene.say(coach, "{\"type\":\"leave\"}");
    scene.timers.advance(Duration.ofSeconds(5));
    assertEquals(4408, closeCode(coach));
  }

  @ParameterizedTest
  @CsvSource({
    "roomId, room-1, room-2",
    "userId, client-1, client-2",
    "userRole, client, coach",
    "participantType, human, ai"
  })
  void aJoinThatIsNotTheTokensPersonIsRefusedByFieldAndClosed(
      String field, String right, String wrong) {
    FakeOutbox coach = scene.coach();
    coach.take();
    FakeOutbox client = scene.open(RoomScene.CLIENT_ENTRANT);
    scene.say(
        client,
        RoomScene.joinText(RoomScene.CLIENT_ENTRANT, "p")
            .replace("\"" + field + "\":\"" + right + "\"", "\"" + field + "\":\"" + wrong + "\""));
    JsonObject error = client.takeOnly("error");
    assertEquals("identity-mismatch", error.get("code").getAsString());
    assertEquals(field, error.get("field").getAsString());
    assertEquals(4403, closeCode(client));
    assertEquals(List.of(), coach.take());
  }

  @Test
  void aSecondJoinOnTheSameSocketIsRefusedAndTheFirstHolds() {
    FakeOutbox coach = scene.coach();
    coach.take();
    scene.say(coach, RoomScene.joinText(RoomScene.COACH_ENTRANT, "other-page"));
    assertEquals("already-joined", coach.takeErrorCode());
    assertNull(coach.closed());
    assertTrue(scene.room.snapshot().attendanceOf(Role.COACH).connected());
  }

  @Test
  void beforeJoinOnlyPingIsAnswered() {
    FakeOutbox coach = scene.coach();
    coach.take();
    FakeOutbox client = scene.open(RoomScene.CLIENT_ENTRANT);
    scene.say(client, "{\"type\":\"ping\"}");
    scene.say(client, "{\"type\":\"offer\",\"offer\":{\"sdp\":\"v=0\"}}");
    scene.say(client, "{\"type\":\"speaking\",\"speaking\":true}");
    List<JsonObject> answers = client.take();
    assertEquals("pong", answers.get(0).get("type").getAsString());
    assertEquals("not-joined", answers.get(1).get("code").getAsString());
    assertEquals("not-joined", answers.get(2).get("code").getAsString());
    assertEquals(List.of(), coach.take());
  }

  @Test
  void anExpiredTokenResumesItsOwnPageAndNothingElse() {
    FakeOutbox first = scene.client();
    Entrant expired = expired(RoomScene.CLIENT_ENTRANT);
    FakeOutbox again = scene.join(expired, "client-page");
    assertTrue(again.takeOnly("peer-discovery").get("resumed").getAsBoolean());
    assertEquals(4409, closeCode(first));
    FakeOutbox elsewhere = scene.join(expired, "other-page");
    assertEquals("token-expired", elsewhere.takeErrorCode());
    assertEquals(4401, closeCode(elsewhere));
    assertNull(again.closed());
    FakeOutbox absent = scene.join(expired(RoomScene.COACH_ENTRANT), "coach-page");
    assertEquals("token-expired", absent.takeErrorCode());
  }

  private static Entrant expired(Entrant who) {
    return new Entrant(who.userId(), who.name(), who.role(), who.type(), who.permissions(), true);
  }

  static int closeCode(FakeOutbox outbox) {
    FakeOutbox.Close close = outbox.closed();
    return close == null ? 0 : close.code();
  }
}
