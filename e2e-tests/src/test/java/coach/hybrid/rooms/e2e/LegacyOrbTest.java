package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A third participant of seed 002: no token, no offers, and yet both links of the mesh. */
class LegacyOrbTest {
  /** Of a page for ICE, of its question for the relay, and of a busy machine. */
  private static final Duration OUT_OF_REACH_LIMIT = Duration.ofSeconds(40);

  private static Service service;
  private static Participant coach;
  private static Participant client;

  private Order order;
  private RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of("ORB_LEGACY_JOIN", "true"));
    coach = Participant.withFakeDevices();
    client = Participant.withFakeDevices();
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  @BeforeEach
  void createRoom() throws IOException, InterruptedException {
    order = Order.of("Ada", "Cleo").withAssistant();
    room = service.mainApp().createRoom(order);
  }

  @AfterEach
  void leaveThePages() {
    coach.driver().get("about:blank");
    client.driver().get("about:blank");
  }

  @Test
  void anOrbThatComesLastIsOfferedALinkByBoth() throws IOException {
    coach.join(room.coach());
    client.join(room.client());
    try (LegacyOrb orb = LegacyOrb.join(service, order.roomId(), order.sessionId())) {
      assertMesh(orb);
    }
    coach.await("the orb to go", () -> coach.remoteTiles().size() == 1);
  }

  @Test
  void anOrbThatComesBeforeTheClientIsOfferedALinkByBoth() throws IOException {
    coach.join(room.coach());
    try (LegacyOrb orb = LegacyOrb.join(service, order.roomId(), order.sessionId())) {
      Await.until("the coach's link", Participant.SOON, () -> orb.links().size() == 1);
      client.join(room.client());
      assertMesh(orb);
    }
  }

  private void assertMesh(LegacyOrb orb) {
    Await.until(
        () -> "two links full of media at the orb; it has " + orb.links() + " " + orb.error(),
        Participant.SOON,
        () ->
            orb.links().size() == 2
                && orb.links().stream()
                    .allMatch(link -> link.framesDecoded() > 0 && link.audioEnergy() > 0));
    coach.awaitMedia(2);
    client.awaitMedia(2);
    assertEquals(2, orb.received("offer").size(), "one offer each");
    assertTrue(orb.received("answer").isEmpty(), "it never offered, so nobody answered");
    assertEquals(1, orb.received("pong").size());
    orb.received("user-joined")
        .forEach(joined -> assertEquals(false, joined.get("shouldCreateOffer").getAsBoolean()));
    orb.received("peer-discovery").getFirst().getAsJsonArray("peers").asList().stream()
        .map(peer -> peer.getAsJsonObject().get("shouldCreateOffer").getAsBoolean())
        .forEach(offers -> assertEquals(false, offers));
    assertNull(orb.error());
    assertTrue(coach.remoteTiles().contains("AI Assistant"));
  }

  @Test
  void oneThatIceDoesNotReachIsSaidToBeOutOfReachAndAskedNothingItDoesNotKnow() throws IOException {
    try (Participant confined = Participant.withFakeDevices()) {
      confined.browser().addToEveryPage(OrbByRelayTest.WITHOUT_ICE);
      confined.join(room.coach());
      try (LegacyOrb orb = LegacyOrb.join(service, order.roomId(), order.sessionId())) {
        Await.until(
            () -> "words for it; the page says: " + confined.text(),
            OUT_OF_REACH_LIMIT,
            () -> confined.text().contains("Cannot be reached from here. We go on trying."));
        assertTrue(confined.remoteTiles().contains("AI Assistant"), "it is there all the same");
        confined.screenshot("call-coach-unreachable");
        for (String ours : List.of("relay-key", "link-state", "error")) {
          assertEquals(List.of(), orb.received(ours), ours);
        }
        assertNull(orb.error());
        assertNull(orb.closeCode());
      }
    }
  }

  @Test
  void garbageCostsItsSenderTheConnectionAndTheOthersNothing() throws IOException {
    coach.join(room.coach());
    client.join(room.client());
    try (LegacyOrb orb = LegacyOrb.join(service, order.roomId(), order.sessionId())) {
      assertMesh(orb);
      orb.send("this is not JSON");
      orb.send("{\"type\":\"dance\"}");
      orb.send("{\"type\":\"offer\",\"offer\":{},\"toId\":\"nobody\"}");
      orb.send("{\"type\":\"join\"}");
      Await.until(
          () -> "an error for each; it has " + orb.received("error"),
          Participant.SOON,
          () -> orb.received("error").size() == 4);
      assertTrue(orb.closeCode() == null, "four mistakes are forgiven");
      orb.flood("{\"type\":\"ping\"}", 10_000);
      Await.until("the flood's end", Participant.SOON, () -> orb.closeCode() != null);
      coach.await("the orb to go", () -> coach.remoteTiles().size() == 1);
      long before = coach.decoded();
      Await.until("pictures go on", Participant.SOON, () -> coach.decoded() > before + 20);
      coach.assertSeesOnly("Cleo");
      client.assertSeesOnly("Ada");
    }
  }

  @Test
  void withoutLeaveToJoinAnOrbIsRefused() throws IOException, InterruptedException {
    try (Service strict = Service.start(Map.of())) {
      strict.mainApp().createRoom(order);
      try (LegacyOrb orb = LegacyOrb.join(strict, order.roomId(), order.sessionId())) {
        Await.until("the refusal", Participant.SOON, () -> orb.closeCode() != null);
        assertTrue(orb.received().isEmpty());
      }
    }
  }
}
