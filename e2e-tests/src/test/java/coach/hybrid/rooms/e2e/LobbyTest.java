package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands before the call: devices that are missing or refused, and links that do not fit. */
class LobbyTest {
  private static Service service;
  private static Participant coach;

  private Order order;
  private RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of());
    coach = Participant.withFakeDevices();
  }

  @AfterAll
  static void stop() {
    coach.close();
    service.close();
  }

  @BeforeEach
  void createRoom() throws IOException, InterruptedException {
    order = Order.of("Ada", "Cleo");
    room = service.mainApp().createRoom(order);
  }

  @Test
  void theLobbyShowsDevicesLevelAndWithWhomTheSessionIs() {
    coach.open(room.coach());
    coach.awaitText("Cleo");
    coach.find("select", "Camera device");
    coach.find("select", "Microphone device");
    coach.find("meter", "Microphone level");
    coach.button("Join");
  }

  @Test
  void withoutAnyDeviceOneStillJoinsAndSeesAndHears() {
    coach.join(room.coach());
    try (Participant client = new Participant(Chromium.withoutDevices())) {
      client.join(room.client());
      client.awaitMedia(1);
      coach.assertSeesOnly("Cleo");
    }
  }

  @Test
  void whoRefusesPermissionIsToldHowToAllowItAndCanJoinAllTheSame() {
    coach.join(room.coach());
    try (Participant client = new Participant(Chromium.withPermissionDenied())) {
      client.open(room.client());
      client.awaitText("allow");
      client.button("Join").click();
      client.awaitMedia(1);
      coach.assertSeesOnly("Cleo");
    }
  }

  @Test
  void aLinkWithoutVideoSendsSoundOnlyAndStillSees() throws IOException, InterruptedException {
    Order audioOnly = order.withClient(order.client().with("audio"));
    Order fresh = Order.of("Ada", "Cleo").withClient(audioOnly.client());
    RoomLinks links = service.mainApp().createRoom(fresh);
    coach.join(links.coach());
    try (Participant client = Participant.withFakeDevices()) {
      client.join(links.client());
      client.awaitMedia(1);
      Await.until("the client's voice", Participant.SOON, () -> coach.energy() > 0);
      assertEquals(0, coach.decoded(), "no picture of somebody who may not send one");
      assertFalse(client.has("button", "Share screen"));
    }
  }

  @Test
  void anExpiredLinkIsExplained() {
    assertExplained(
        token(service.mainApp(), Instant.now().minus(Duration.ofMinutes(1))), "token-expired");
  }

  @Test
  void aForgedLinkIsExplained() {
    try (MainApp forger =
        new MainApp(service.origin(), "whatever-key", "another-secret-of-enough-length")) {
      assertExplained(token(forger, Instant.now().plus(Duration.ofHours(1))), "token-invalid");
    }
  }

  @Test
  void aLinkForAnotherRoomIsExplained() {
    Order other = Order.of("Bea", "Dan");
    String foreign =
        service
            .mainApp()
            .token(other, other.coach(), "coach", Instant.now().plus(Duration.ofHours(1)));
    assertExplained(foreign, "token-forbidden");
  }

  @Test
  void anIncompleteLinkIsExplained() {
    coach.driver().get("about:blank");
    coach.open(service.origin().resolve("/room/" + Order.of("Eve", "Fay").roomId()));
    coach.awaitText("token-missing");
  }

  private String token(MainApp signer, Instant expiry) {
    return signer.token(order, order.coach(), "coach", expiry);
  }

  private void assertExplained(String token, String code) {
    URI link = service.origin().resolve("/room/" + room.roomId() + "?token=" + token);
    coach.open(link);
    coach.awaitText(code);
    assertFalse(coach.has("button", "Join"));
    assertFalse(coach.text().contains("Cleo"), "nothing about the room leaks");
    assertTrue(coach.links().isEmpty());
  }
}
