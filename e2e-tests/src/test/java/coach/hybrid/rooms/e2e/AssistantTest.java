package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.e2e.CallProbe.LinkStats;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;

/**
 * The assistant as people see it: what the lobby asks, what the page shows in each state, what the
 * coach can do. How it stands is put into the page's own socket, so that every state comes at will.
 */
class AssistantTest {
  private static final String HEAR_ME = "The AI assistant may hear me";

  /** Lets the test speak as the room service, and read what the page says to it. */
  private static final String EAVESDROP =
      "window.said = []; window.heard = []; const Real = WebSocket;"
          + "window.WebSocket = class extends Real {"
          + " constructor(...args) { super(...args); window.room = this;"
          + "  this.addEventListener('message', e => window.heard.push(JSON.parse(e.data).type)); }"
          + " send(text) { window.said.push(text); super.send(text); } };";

  private final Gallery gallery = new Gallery();

  private static Service service;
  private static Participant coach;
  private static Participant client;

  private Order order;
  private RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of("ORB_LEGACY_JOIN", "true"));
    coach = eavesdropped();
    client = eavesdropped();
  }

  private static Participant eavesdropped() {
    Participant person = Participant.withFakeDevices();
    person
        .driver()
        .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", EAVESDROP));
    return person;
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
    assertEquals(List.of(), gallery.faults());
  }

  private static void tell(Participant person, String json) {
    person
        .driver()
        .executeScript(
            "window.room.dispatchEvent(new MessageEvent('message', {data: arguments[0]}));", json);
  }

  private static void tellState(Participant person, String state) {
    tell(person, "{\"type\":\"orb-state\",\"state\":\"" + state + "\",\"sharePercent\":12}");
  }

  /** Into the call, and the service has said how it stands: what it says later is the test's. */
  private static void join(Participant person, URI link) {
    person.join(link);
    person.await(
        "the service's own word on the assistant",
        () ->
            Boolean.TRUE.equals(
                person.driver().executeScript("return window.heard.includes('orb-state');")));
  }

  private static List<?> said(ChromeDriver driver, String type) {
    return (List<?>)
        driver.executeScript(
            "return window.said.filter(text => JSON.parse(text).type === arguments[0]);", type);
  }

  private static void awaitSaid(Participant person, String json) {
    String type = json.replaceFirst("^\\{\"type\":\"([^\"]*)\".*", "$1");
    person.await(
        json + " among " + said(person.driver(), type),
        () -> said(person.driver(), type).contains(json));
  }

  private static WebElement openSettings(Participant person) {
    person.button("Settings").click();
    return person.find("input", HEAR_ME);
  }

  @Test
  void theLobbyAsksAndNothingIsTickedInAdvance() throws IOException {
    client.open(room.client());
    assertFalse(client.find("input", HEAR_ME).isSelected());
    gallery.inspect(client, "lobby-consent");
    client.enter();
    awaitSaid(
        client,
        "{\"type\":\"consent\",\"transcription\":false,\"recording\":false,\"assistant\":false}");
    assertFalse(openSettings(client).isSelected());
    gallery.inspect(client, "settings-consent");
  }

  @Test
  void anAnswerIsKeptOverAReloadInMidCall() {
    client.join(room.client());
    client.driver().navigate().refresh();
    client.button("Leave");
    awaitSaid(
        client,
        "{\"type\":\"consent\",\"transcription\":true,\"recording\":false,\"assistant\":true}");
    assertTrue(openSettings(client).isSelected());
  }

  @Test
  void whereNothingIsToBeAgreedNothingIsAsked() throws IOException, InterruptedException {
    RoomLinks plain = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
    service.mainApp().switchFeatures(plain.roomId(), Map.of("transcription", false));
    client.open(plain.client());
    client.button("Join");
    assertFalse(client.has("input", HEAR_ME));
    client.enter();
    assertEquals(List.of(), said(client.driver(), "consent"));
  }

  @Test
  void anOrbHearsSomebodyOnlyWhileThatIsAllowed() throws IOException {
    coach.open(room.coach());
    coach.enter();
    try (LegacyOrb orb = LegacyOrb.join(service, order.roomId(), order.sessionId())) {
      Await.until("the link", Participant.SOON, () -> connected(orb.links()));
      coach.awaitMedia(1);
      assertEquals(0, energy(orb), "nothing was allowed");
      coach.await("the drawn orb to follow the orb's voice", () -> drawnLevel() > 0);

      WebElement hear = openSettings(coach);
      hear.click();
      Await.until("the coach's voice at the orb", Participant.SOON, () -> energy(orb) > 0);

      hear.click();
      Await.until("silence at the orb", Participant.SOON, () -> isSilent(orb));
      double before = energy(orb);
      coach.awaitMedia(1);
      assertEquals(before, energy(orb), "allowed no more");
      assertEquals(3, orb.received("offer").size());
    }
  }

  private static long drawnLevel() {
    return (Long)
        coach
            .driver()
            .executeScript(
                "return Number(document.querySelector('[data-part=orb]:not([hidden])')"
                    + ".style.getPropertyValue('--level'));");
  }

  private static boolean connected(List<LinkStats> links) {
    return links.size() == 1 && links.getFirst().state().equals("connected");
  }

  private static double energy(LegacyOrb orb) {
    return orb.links().stream().mapToDouble(LinkStats::audioEnergy).sum();
  }

  private static boolean isSilent(LegacyOrb orb) {
    double before = energy(orb);
    orb.received();
    return orb.received("offer").size() == 3 && energy(orb) == before;
  }

  @Test
  void theCoachStartsPausesResumesAndDismissesByHandAndByKey() {
    join(coach, room.coach());
    tellState(coach, "off");
    coach.button("Start assistant").click();
    awaitSaid(coach, "{\"type\":\"orb-control\",\"action\":\"start\"}");
    tellState(coach, "starting");
    assertEquals("true", coach.button("Starting…").getDomAttribute("aria-disabled"));
    tellState(coach, "ready");
    coach.awaitText("12 %");
    coach.driver().findElement(By.tagName("body")).sendKeys("a");
    awaitSaid(coach, "{\"type\":\"orb-control\",\"action\":\"pause\"}");
    tellState(coach, "paused");
    coach.button("Resume assistant").sendKeys(Keys.ENTER);
    awaitSaid(coach, "{\"type\":\"orb-control\",\"action\":\"resume\"}");
    tellState(coach, "ready");
    coach.button("Dismiss assistant").sendKeys(Keys.ENTER);
    awaitSaid(coach, "{\"type\":\"orb-control\",\"action\":\"dismiss\"}");
    tellState(coach, "off");
    coach.await("no way to dismiss it twice", () -> !coach.has("button", "Dismiss assistant"));
    assertEquals(
        "Start assistant",
        coach.driver().switchTo().activeElement().getAccessibleName(),
        "the focus is not lost");
  }

  @Test
  void aClientSeesHowItStandsAndHasNoControls() {
    join(client, room.client());
    for (Map.Entry<String, String> state :
        Map.of(
                "starting", "The assistant is starting",
                "unavailable", "The assistant is not available",
                "paused", "The assistant is paused")
            .entrySet()) {
      tellState(client, state.getKey());
      client.awaitText(state.getValue());
    }
    assertFalse(client.has("button", "Resume assistant"));
    client.driver().findElement(By.tagName("body")).sendKeys("a");
    assertEquals(List.of(), said(client.driver(), "orb-control"));
    tellState(client, "ready");
    client.await("nothing more to say", () -> !client.text().contains("assistant is paused"));
  }

  @Test
  void everyStateLooksAsItShould() throws IOException {
    join(coach, room.coach());
    join(client, room.client());
    coach.awaitMedia(1);
    tellState(coach, "starting");
    gallery.inspect(coach, "assistant-starting-coach");
    tell(client, "{\"type\":\"orb-state\",\"state\":\"unavailable\",\"reason\":\"at-capacity\"}");
    client.awaitText("All assistants are busy");
    gallery.inspect(client, "assistant-unavailable-client");
    for (Participant person : List.of(coach, client)) {
      tellState(person, "ready");
      tell(
          person,
          "{\"type\":\"user-joined\",\"userId\":\"ai-orb-x\",\"userName\":\"AI Assistant\","
              + "\"userRole\":\"ai\",\"participantType\":\"ai\",\"shouldCreateOffer\":false,"
              + "\"permissions\":[\"audio\",\"video\"],"
              + "\"media\":{\"audio\":true,\"video\":true,\"screen\":false},"
              + "\"consent\":{\"transcription\":false,\"recording\":false,\"assistant\":false},"
              + "\"generation\":1}");
      for (String status : List.of("listening", "thinking", "speaking")) {
        tell(
            person,
            "{\"type\":\"ai_status\",\"fromId\":\"ai-orb-x\",\"status\":\"" + status + "\"}");
      }
    }
    gallery.inspect(coach, "assistant-speaking-coach");
    client.driver().executeScript("document.documentElement.dataset.view = 'hybrid';");
    coach.driver().executeScript("document.documentElement.dataset.view = 'hybrid';");
    gallery.inspect(client, "hybrid-speaking-client");
    tellState(coach, "paused");
    gallery.inspect(coach, "hybrid-paused-coach");
  }

  @Test
  void theLayoutIsChosenInTheSettingsAndRemembered() {
    join(client, room.client());
    client.button("Settings").click();
    new Select(client.find("select", "Layout")).selectByVisibleText("Three equal voices");
    client.driver().navigate().refresh();
    client.button("Leave");
    assertEquals(
        "hybrid", client.driver().executeScript("return document.documentElement.dataset.view;"));
    client.driver().executeScript("localStorage.clear();");
  }
}
