package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
  private static final String OFFER =
      "{\"type\":\"offer\",\"offer\":{\"type\":\"offer\",\"sdp\":\"%s\"}%s}";
  private static final String VIDEO = "v=0\\r\\nm=video 9 X 96\\r\\na=sendrecv\\r\\n";

  private final RoomScene scene = new RoomScene();
  private FakeOutbox coach = new FakeOutbox();
  private FakeOutbox client = new FakeOutbox();
  private FakeOutbox orb = new FakeOutbox();

  @BeforeEach
  void allThreeAreHere() {
    coach = scene.coach();
    client = scene.client();
    orb = scene.legacyOrb();
    coach.take();
    client.take();
    orb.take();
  }

  private static String to(String userId) {
    return ",\"toId\":\"" + userId + "\"";
  }

  @Test
  void anOfferReachesOnlyItsTargetWithTheTrueSender() {
    scene.say(coach, OFFER.formatted(VIDEO, to("client-1") + ",\"fromId\":\"client-9\""));
    JsonObject offer = client.takeOnly("offer");
    assertEquals(RoomScene.COACH, offer.get("fromId").getAsString());
    assertEquals(List.of(), orb.take());
    assertEquals(List.of(), coach.take());
  }

  @Test
  void withoutATargetItReachesEverybodyElse() {
    scene.say(coach, OFFER.formatted(VIDEO, ""));
    assertEquals(List.of("offer"), client.takeTypes());
    assertEquals(List.of("offer"), orb.takeTypes());
    assertEquals(List.of(), coach.take());
  }

  @Test
  void targetIdIsAsGoodAsToId() {
    scene.say(client, OFFER.formatted(VIDEO, ",\"targetId\":\"" + RoomScene.ORB + "\""));
    assertEquals(List.of("offer"), orb.takeTypes());
    assertEquals(List.of(), coach.take());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "coach-1"})
  void anOfferForNobodyOrOneselfIsAnError(String target) {
    scene.say(coach, OFFER.formatted(VIDEO, to(target)));
    JsonObject error = coach.takeOnly("error");
    assertEquals("no-such-peer", error.get("code").getAsString());
    assertEquals("offer", error.get("messageType").getAsString());
    assertEquals("toId", error.get("field").getAsString());
    assertNull(coach.closed());
    assertEquals(List.of(), client.take());
  }

  @Test
  void anOrbMayAnswerButNeverOffer() {
    scene.say(orb, OFFER.formatted("v=0", to("coach-1")));
    assertEquals("not-permitted", orb.takeErrorCode());
    assertEquals(List.of(), coach.take());
    scene.say(
        orb,
        "{\"type\":\"answer\",\"answer\":{\"type\":\"answer\",\"sdp\":\"v=0\"}"
            + to("coach-1")
            + "}");
    assertEquals(List.of("answer"), coach.takeTypes());
  }

  @Test
  void theEndOfCandidatesIsRelayed() {
    scene.say(coach, "{\"type\":\"ice-candidate\",\"candidate\":null" + to("client-1") + "}");
    assertTrue(client.takeOnly("ice-candidate").get("candidate").isJsonNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"offer", "answer"})
  void whoMayNotSendVideoCannotSayItInADescription(String type) {
    FakeOutbox audioOnly =
        scene.join(
            RoomScene.human(RoomScene.CLIENT, Role.CLIENT, new Permissions(false, true, false)),
            "audio-only");
    audioOnly.take();
    coach.take();
    String text = OFFER.replace("offer", type);
    scene.say(audioOnly, text.formatted(VIDEO, to("coach-1")));
    JsonObject error = audioOnly.takeOnly("error");
    assertEquals("not-permitted", error.get("code").getAsString());
    assertEquals(type, error.get("messageType").getAsString());
    assertEquals(List.of(), coach.take());
    scene.say(audioOnly, text.formatted(VIDEO.replace("sendrecv", "recvonly"), to("coach-1")));
    assertEquals(List.of(type), coach.takeTypes());
  }

  @Test
  void mediaStateReachesOthersAndTheRosterButNoLegacyPeer() {
    scene.say(coach, "{\"type\":\"media-state\",\"audio\":true,\"video\":true,\"screen\":false}");
    JsonObject heard = client.takeOnly("media-state");
    assertEquals(RoomScene.COACH, heard.get("fromId").getAsString());
    assertTrue(heard.get("video").getAsBoolean());
    assertEquals(List.of(), orb.take());
    FakeOutbox again = scene.client();
    JsonObject peer =
        again.takeOnly("peer-discovery").getAsJsonArray("peers").get(0).getAsJsonObject();
    assertTrue(peer.getAsJsonObject("media").get("video").getAsBoolean());
    assertFalse(peer.getAsJsonObject("media").get("screen").getAsBoolean());
  }

  @Test
  void mediaStateCannotClaimWhatTheTokenDoesNotAllow() {
    FakeOutbox limited =
        scene.join(
            RoomScene.human(RoomScene.CLIENT, Role.CLIENT, new Permissions(false, true, true)),
            "p");
    limited.take();
    coach.take();
    for (String media : List.of("true,\"screen\":false", "false,\"screen\":true")) {
      scene.say(limited, "{\"type\":\"media-state\",\"audio\":true,\"video\":" + media + "}");
      assertEquals("not-permitted", limited.takeErrorCode());
    }
    assertEquals(List.of(), coach.take());
    scene.say(
        limited, "{\"type\":\"media-state\",\"audio\":true,\"video\":false,\"screen\":false}");
    assertEquals(List.of("media-state"), coach.takeTypes());
  }

  @Test
  void speakingReachesOthersButNoLegacyPeer() {
    scene.say(client, "{\"type\":\"speaking\",\"speaking\":true}");
    assertEquals(List.of("speaking"), coach.takeTypes());
    assertEquals(List.of(), orb.take());
    assertEquals(List.of(), client.take());
  }

  @Test
  void onlyAnOrbReportsAnOrbsState() {
    scene.say(orb, "{\"type\":\"ai_status\",\"status\":\"thinking\",\"sessionId\":\"session-1\"}");
    assertEquals("thinking", coach.takeOnly("ai_status").get("status").getAsString());
    scene.say(orb, "{\"type\":\"ai-orb-shutdown\",\"reason\":\"timeout\"}");
    assertEquals("timeout", coach.takeOnly("ai-orb-shutdown").get("reason").getAsString());
    client.take();
    scene.say(coach, "{\"type\":\"ai_status\",\"status\":\"ready\"}");
    assertEquals("not-permitted", coach.takeErrorCode());
    scene.say(coach, "{\"type\":\"ai-orb-shutdown\",\"reason\":\"error\"}");
    assertEquals("not-permitted", coach.takeErrorCode());
    assertEquals(List.of(), client.take());
  }

  @Test
  void pingIsAnsweredToItsSenderAlone() {
    scene.say(orb, "{\"type\":\"ping\"}");
    assertEquals(List.of("pong"), orb.takeTypes());
    assertEquals(List.of(), coach.take());
  }
}
