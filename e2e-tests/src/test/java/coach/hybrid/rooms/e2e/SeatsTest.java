package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WindowType;

/** One participant is one seat, whatever happens to browsers, pages and sockets. */
class SeatsTest {
  private static Service service;
  private static Participant coach;

  private Participant client;
  private Order order;
  private RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of("SEAT_GRACE", "12s"));
    coach = Participant.withFakeDevices();
  }

  @AfterAll
  static void stop() {
    coach.close();
    service.close();
  }

  @BeforeEach
  void call() throws IOException, InterruptedException {
    order = Order.of("Ada", "Cleo");
    room = service.mainApp().createRoom(order);
    client = Participant.withFakeDevices();
    coach.join(room.coach());
  }

  @AfterEach
  void hangUp() {
    client.close();
  }

  private void clientJoins(URI link) {
    client.join(link);
    coach.awaitMedia(1);
    client.awaitMedia(1);
  }

  @Test
  void aKilledBrowserComesBackAsTheSameParticipant() {
    clientJoins(room.client());
    client.browser().kill();
    try (Participant again = Participant.withFakeDevices()) {
      again.join(room.client());
      again.awaitMedia(1);
      coach.awaitMedia(1);
      coach.assertSeesOnly("Cleo");
    }
  }

  @Test
  void aReloadGoesStraightBackIntoTheCall() {
    clientJoins(room.client());
    client.driver().navigate().refresh();
    client.await("the call", () -> client.has("button", "Leave"));
    client.awaitMedia(1);
    coach.awaitMedia(1);
    coach.assertSeesOnly("Cleo");
  }

  @Test
  void aDroppedSocketIsResumedAndTheLinkNeverNotices() {
    clientJoins(room.client());
    long sockets = CallProbe.socketsOpened(client.driver());
    CallProbe.dropSocket(client.driver());
    client.await("a new socket", () -> CallProbe.socketsOpened(client.driver()) > sockets);
    long before = coach.decoded();
    Await.until("pictures go on", Participant.SOON, () -> coach.decoded() > before + 20);
    coach.assertSeesOnly("Cleo");
    assertEquals(1, linksEverMade(coach), "the coach kept the very same peer connection");
    assertEquals(1, linksEverMade(client), "and so did the client");
    // The resumed seat still signals: the coach hears of a change.
    client.button("Camera").click();
    coach.awaitText("camera off");
  }

  private static long linksEverMade(Participant person) {
    return (Long) person.driver().executeScript("return window.probe.links.length;");
  }

  @Test
  void aSecondTabTakesTheSeatAndTheFirstDoesNotFightForIt() {
    clientJoins(room.client());
    String first = client.driver().getWindowHandle();
    client.driver().switchTo().newWindow(WindowType.TAB);
    client.browser().addToEveryPage(CallProbe.SCRIPT);
    String second = client.driver().getWindowHandle();
    client.join(room.client());
    client.awaitMedia(1);
    client.driver().switchTo().window(first);
    client.button("Use here");
    long sockets = CallProbe.socketsOpened(client.driver());
    coach.awaitMedia(1);
    coach.assertSeesOnly("Cleo");
    assertEquals(sockets, CallProbe.socketsOpened(client.driver()), "no fight for the seat");
    client.button("Use here").click();
    client.awaitMedia(1);
    coach.awaitMedia(1);
    coach.assertSeesOnly("Cleo");
    client.driver().switchTo().window(second);
    client.button("Use here");
  }

  @Test
  void aTokenThatRunsOutInMidCallDoesNotEndTheCall() {
    Instant expiry = Instant.now().plus(Duration.ofSeconds(8));
    String token = service.mainApp().token(order, order.client(), "client", expiry);
    clientJoins(service.origin().resolve("/room/" + room.roomId() + "?token=" + token));
    Await.until("the token's end", Participant.SOON, () -> Instant.now().isAfter(expiry));
    long sockets = CallProbe.socketsOpened(client.driver());
    CallProbe.dropSocket(client.driver());
    client.await("a new socket", () -> CallProbe.socketsOpened(client.driver()) > sockets);
    long before = coach.decoded();
    Await.until("pictures go on", Participant.SOON, () -> coach.decoded() > before + 20);
    client.button("Camera").click();
    coach.awaitText("camera off");
    coach.assertSeesOnly("Cleo");
  }

  @Test
  void aNetworkThatGoesAndComesBackNeedsNoReload() {
    clientJoins(room.client());
    client.browser().setOffline(true);
    CallProbe.dropSocket(client.driver());
    client.awaitText("reconnecting");
    client.browser().setOffline(false);
    client.await("the notice to go", () -> !client.text().contains("reconnecting"));
    client.awaitMedia(1);
    coach.assertSeesOnly("Cleo");
  }

  @Test
  void whoDoesNotComeBackIsGoneAfterTheGrace() throws IOException, InterruptedException {
    clientJoins(room.client());
    client.browser().kill();
    Await.until(
        "the coach alone", Duration.ofSeconds(60), () -> coach.remoteTiles().equals(List.of()));
    boolean connected =
        service
            .mainApp()
            .status(room.roomId())
            .getAsJsonObject("participants")
            .getAsJsonObject("client")
            .get("connected")
            .getAsBoolean();
    assertEquals(false, connected);
  }
}
