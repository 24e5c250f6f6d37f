package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A session's time in the page: what is left of it, what is said about it, and how it ends. */
class SessionTimerTest {
  private static final Pattern LEFT = Pattern.compile("(\\d+):(\\d\\d) left");

  /** Writes down what a screen reader is told. */
  private static final String LISTEN =
      """
      window.said = [];
      document.addEventListener('DOMContentLoaded', () => new MutationObserver(
        () => window.said.push(document.getElementById('live').textContent))
          .observe(document.getElementById('live'), {childList: true}));
      """;

  private static Service service;
  private static Participant coach;
  private static Participant client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of());
    coach = Participant.withFakeDevices();
    client = Participant.withFakeDevices();
    coach.browser().addToEveryPage(LISTEN);
    client.browser().addToEveryPage(LISTEN);
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  private static RoomLinks room(Duration most) throws IOException, InterruptedException {
    return service.mainApp().createRoom(Order.of("Ada", "Cleo").lasting(most));
  }

  @SuppressWarnings("unchecked")
  private static List<String> said(Participant person) {
    return (List<String>) person.driver().executeScript("return window.said;");
  }

  private static long timesSaid(Participant person, String words) {
    return said(person).stream().filter(words::equals).count();
  }

  private static int secondsLeft(Participant person) {
    Matcher left = LEFT.matcher(person.text());
    return left.find()
        ? 60 * Integer.parseInt(left.group(1)) + Integer.parseInt(left.group(2))
        : -1;
  }

  @Test
  void theTimeLeftIsShownOnceTheCoachIsThereAndBothSeeTheSame()
      throws IOException, InterruptedException {
    RoomLinks room = room(Duration.ofMinutes(30));
    client.join(room.client());
    client.awaitText("Waiting for Ada");
    assertEquals(-1, secondsLeft(client), "no time runs while the room waits");
    coach.join(room.coach());
    client.awaitText("left");
    coach.awaitText("left");
    int difference = secondsLeft(coach) - secondsLeft(client);
    assertTrue(difference >= 0 && difference <= 1, "they differ by " + difference + " s");
    int before = secondsLeft(client);
    client.await("three seconds", () -> secondsLeft(client) <= before - 3);
  }

  @Test
  void fiveMinutesBeforeTheEndItIsSaidOnce() throws IOException, InterruptedException {
    RoomLinks room = room(Duration.ofSeconds(306));
    coach.join(room.coach());
    coach.awaitText("5:0");
    assertFalse(said(coach).contains("Five minutes left"));
    coach.awaitText("Five minutes left");
    assertTrue(secondsLeft(coach) >= 298 && secondsLeft(coach) <= 300, coach.text());
    coach.button("Dismiss").click();
    coach.await("the notice to go", () -> !coach.has("button", "Dismiss"));
    long sockets = CallProbe.socketsOpened(coach.driver());
    CallProbe.dropSocket(coach.driver());
    coach.await("a new socket", () -> CallProbe.socketsOpened(coach.driver()) > sockets);
    coach.await("the seat again", () -> said(coach).contains("Connected to the room"));
    int now = secondsLeft(coach);
    coach.await("two seconds", () -> secondsLeft(coach) <= now - 2);
    assertEquals(1, timesSaid(coach, "Five minutes left"));
    assertFalse(coach.has("button", "Dismiss"), "a resume says nothing again");
    client.join(room.client());
    client.awaitText("minutes left");
    client.await("its notice", () -> client.has("button", "Dismiss"));
  }

  @Test
  void aRoomThatRunsOutSaysSoAndHowLongItLasted() throws IOException, InterruptedException {
    RoomLinks room = room(Duration.ofSeconds(12));
    coach.join(room.coach());
    client.join(room.client());
    for (Participant person : List.of(coach, client)) {
      person.awaitText("The time is up");
      person.awaitText("It lasted less than a minute.");
      assertFalse(person.has("button", "Leave"));
    }
    client.open(room.client());
    client.awaitText("The session has ended");
    assertFalse(client.has("button", "Join"));
  }

  @Test
  void whatTheMainAppSwitchesIsSaidAndARecordingStaysMarked()
      throws IOException, InterruptedException {
    RoomLinks room = room(Duration.ofMinutes(30));
    coach.join(room.coach());
    coach.awaitText("left");
    service.mainApp().switchFeatures(room.roomId(), Map.of("transcription", false));
    coach.awaitText("Transcription is off");
    service.mainApp().switchFeatures(room.roomId(), Map.of("recording", true));
    coach.awaitText("Recording is on");
    coach.await("the notice to go", () -> !coach.has("button", "Dismiss"));
    assertTrue(marksRecording(coach), "the mark stays");
    client.join(room.client());
    client.awaitText("Recording is on");
    service.mainApp().switchFeatures(room.roomId(), Map.of("recording", false));
    coach.awaitText("Recording is off");
    coach.await("the mark to go", () -> !marksRecording(coach));
    assertEquals(1, timesSaid(coach, "Recording is on."));
  }

  private static boolean marksRecording(Participant person) {
    return person.text().lines().anyMatch("Recording"::equals);
  }

  @Test
  void aNoticeIsReachedAndSentAwayByKeyboardAndGivesTheFocusBack()
      throws IOException, InterruptedException {
    RoomLinks room = room(Duration.ofMinutes(3));
    coach.join(room.coach());
    coach.awaitText("3 minutes left");
    coach.driver().executeScript("arguments[0].focus()", coach.button("Microphone"));
    coach.driver().switchTo().activeElement().sendKeys(Keys.chord(Keys.SHIFT, Keys.TAB));
    assertEquals("Dismiss", coach.driver().switchTo().activeElement().getAccessibleName());
    coach.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    coach.await("the notice to go", () -> !coach.has("button", "Dismiss"));
    assertEquals("Microphone", coach.driver().switchTo().activeElement().getAccessibleName());
  }

  @Test
  void aServiceThatRestartsIsComeBackToWithoutAReload() throws IOException, InterruptedException {
    RoomLinks room = room(Duration.ofMinutes(30));
    coach.join(room.coach());
    client.join(room.client());
    coach.awaitMedia(1);
    client.awaitMedia(1);
    service.stop();
    coach.awaitText("reconnecting");
    client.awaitText("reconnecting");
    service.restart();
    for (Participant person : List.of(coach, client)) {
      person.await("the banner to go", () -> !person.text().contains("reconnecting"));
      person.awaitMedia(1);
      assertTrue(secondsLeft(person) > 28 * 60, "the clock goes on: " + person.text());
    }
    coach.assertSeesOnly("Cleo");
  }
}
