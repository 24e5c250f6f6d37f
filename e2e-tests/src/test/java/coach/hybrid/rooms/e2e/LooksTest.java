package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page at every size, in light and dark: see {@link Gallery}. */
class LooksTest {
  private final Gallery gallery = new Gallery();

  private static Service service;
  private static Participant coach;
  private static Participant client;
  private static RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of("ORB_LEGACY_JOIN", "true"));
    coach = filmed(Portrait.ADA, "ada");
    client = filmed(Portrait.CLEO, "cleo");
    room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
  }

  private static Participant filmed(Portrait portrait, String name) throws IOException {
    return Participant.withFakeDevices(portrait.filmed(Service.OUTPUT, name));
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  @AfterEach
  void nothingIsWrong() {
    assertEquals(List.of(), gallery.faults());
  }

  @Test
  void lobby() throws IOException {
    coach.open(room.coach());
    coach.button("Join");
    gallery.inspect(coach, "lobby");
  }

  @Test
  void lobbyWithoutPermission() throws IOException {
    try (Participant refused = new Participant(Chromium.withPermissionDenied())) {
      refused.open(room.client());
      refused.awaitText("allow");
      gallery.inspect(refused, "lobby-denied");
    }
  }

  @Test
  void aloneInTheCall() throws IOException, InterruptedException {
    RoomLinks empty = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
    coach.join(empty.coach());
    coach.awaitText("Waiting for Cleo");
    gallery.inspect(coach, "alone-coach");
  }

  @Test
  void callAndEnd() throws IOException, InterruptedException {
    Order order = Order.of("Ada", "Cleo").withAssistant();
    RoomLinks links = service.mainApp().createRoom(order);
    coach.join(links.coach());
    client.join(links.client());
    coach.awaitMedia(1);
    client.awaitMedia(1);
    gallery.inspect(coach, "call-coach");
    gallery.inspect(client, "call-client");
    try (LegacyOrb orb = LegacyOrb.join(service, order.roomId(), order.sessionId())) {
      Await.until("the orb's links", Participant.SOON, () -> orb.links().size() == 2);
      coach.awaitMedia(2);
      client.awaitMedia(2);
      gallery.inspect(coach, "call-coach-orb");
      gallery.inspect(client, "call-client-orb");
    }
    coach.button("Share screen").click();
    client.find("figure", "Ada's screen");
    gallery.inspect(client, "call-client-screen");
    service.mainApp().endRoom(links.roomId(), "system");
    client.await("the end page", () -> !client.has("button", "Leave"));
    gallery.inspect(client, "ended");
  }

  @Test
  void theLastMinutesAreSaidAndARecordingIsMarked() throws IOException, InterruptedException {
    RoomLinks links =
        service.mainApp().createRoom(Order.of("Ada", "Cleo").lasting(Duration.ofMinutes(4)));
    coach.join(links.coach());
    client.join(links.client());
    coach.awaitMedia(1);
    client.awaitMedia(1);
    for (Participant person : List.of(coach, client)) {
      service.mainApp().switchFeatures(links.roomId(), Map.of("recording", false));
      service.mainApp().switchFeatures(links.roomId(), Map.of("recording", true));
      person.awaitText("Recording is on");
      gallery.inspect(person, "call-recording-" + (person.equals(coach) ? "coach" : "client"));
      person.driver().navigate().refresh();
      // "Less than 4" or, within the first seconds of a minute, "4".
      person.awaitText("minutes left");
      person.awaitMedia(1);
      gallery.inspect(person, "call-closing-" + (person.equals(coach) ? "coach" : "client"));
    }
  }

  @Test
  void doorsThatDoNotOpenYet() throws IOException, InterruptedException {
    try (Service strict = Service.start(Map.of("EARLY_ENTRY", "10m", "MAX_ROOMS", "1"));
        Participant occupant = Participant.withFakeDevices();
        Participant visitor = Participant.withFakeDevices()) {
      for (int hours : List.of(1, 70)) {
        Instant start = Instant.now().plus(Duration.ofHours(hours));
        visitor.open(
            strict.mainApp().createRoom(Order.of("Ada", "Cleo").startingAt(start)).client());
        visitor.awaitText("The room opens");
        gallery.inspect(visitor, hours == 1 ? "too-early" : "too-early-by-days");
      }
      Instant soon = Instant.now().plus(Duration.ofMinutes(5));
      RoomLinks taken = strict.mainApp().createRoom(Order.of("Bea", "Dan"));
      RoomLinks outside = strict.mainApp().createRoom(Order.of("Ada", "Cleo").startingAt(soon));
      occupant.join(taken.coach());
      visitor.open(outside.client());
      visitor.awaitText("All rooms are taken");
      gallery.inspect(visitor, "at-capacity");
    }
  }

  @Test
  void linkThatHasExpired() throws IOException {
    coach.open(service.origin().resolve("/room/nothing?token=nonsense"));
    coach.awaitText("token-invalid");
    gallery.inspect(coach, "error");
  }
}
