package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
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

/** What was said, as both people see it: captions, and the coach's transcript. */
class CaptionsTest {
  private static final List<String> TALK =
      List.of(
          "Good morning, Cleo. How was your week?",
          "Busy. I moved the release to Thursday, and the team was relieved.",
          "What did you notice about yourself when you decided that?",
          "That I had known it for days. I was waiting for somebody to allow it.",
          "Who would have had to allow it?",
          "Nobody, really. It was my decision, and I kept looking at the calendar instead of asking.",
          "What would asking have sounded like?");

  private final Gallery gallery = new Gallery();

  private static Service service;
  private static Participant coach;
  private static Participant client;
  private Order order;
  private RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of());
    coach = filmed(Portrait.ADA, "ada");
    client = filmed(Portrait.CLEO, "cleo");
    coach.browser().addToEveryPage(SpeechProbe.history(history(2)));
  }

  private static Participant filmed(Portrait portrait, String name) throws IOException {
    Participant person = Participant.withFakeDevices(portrait.filmed(Service.OUTPUT, name));
    person.browser().addToEveryPage(SpeechProbe.SCRIPT);
    return person;
  }

  /** The first sentences, as the service would have kept them. */
  private static JsonArray history(int sentences) {
    JsonArray written = new JsonArray();
    for (int i = 0; i < sentences; i++) {
      JsonObject said = new JsonObject();
      said.addProperty("utteranceId", i);
      said.addProperty("participantId", i % 2 == 0 ? "ada" : "cleo");
      said.addProperty("role", i % 2 == 0 ? "coach" : "client");
      said.addProperty("name", i % 2 == 0 ? "Ada" : "Cleo");
      said.addProperty("startMillis", i * 7_000);
      said.addProperty("endMillis", i * 7_000 + 3_000);
      said.addProperty("text", TALK.get(i));
      said.addProperty("lang", "en");
      written.add(said);
    }
    return written;
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  @BeforeEach
  void meet() throws IOException, InterruptedException {
    order = Order.of("Ada", "Cleo");
    room = service.mainApp().createRoom(order);
    coach.join(room.coach());
    client.join(room.client());
    coach.awaitMedia(1);
    client.awaitMedia(1);
  }

  @AfterEach
  void nothingIsWrong() {
    assertEquals(List.of(), gallery.faults());
  }

  private void state(String state) {
    SpeechProbe.state(coach.driver(), state);
    SpeechProbe.state(client.driver(), state);
  }

  private void say(int id, boolean isFinal, String text) {
    for (Participant person : List.of(coach, client)) {
      String from = id % 2 == 0 ? order.coach().userId() : order.client().userId();
      SpeechProbe.caption(person.driver(), id, from, id * 7, text, isFinal);
    }
  }

  private void talk() {
    for (int i = 0; i < TALK.size(); i++) {
      say(i, true, TALK.get(i));
    }
  }

  private static String captions(Participant person) {
    return person.find("section", "Captions").getText();
  }

  @Test
  void captionsAreSwitchedByKeyAndButtonAndRemembered() throws IOException {
    state("on");
    assertFalse(client.isPressed("Captions"));
    assertTrue(coach.isPressed("Captions"));
    say(4, false, "Who would have");
    assertFalse(client.has("section", "Captions"));
    client.driver().findElement(By.tagName("body")).sendKeys("c");
    assertTrue(client.isPressed("Captions"));
    say(4, false, "Who would have had to");
    assertTrue(captions(client).contains("Ada"), captions(client));
    assertTrue(captions(client).contains("Who would have had to"), captions(client));
    say(4, true, TALK.get(4));
    assertTrue(captions(client).contains(TALK.get(4)), captions(client));
    client.driver().navigate().refresh();
    client.awaitMedia(1);
    assertTrue(client.isPressed("Captions"));
    client.button("Captions").click();
    assertFalse(client.has("section", "Captions"));
  }

  @Test
  void captionsLook() throws IOException {
    state("on");
    client.button("Captions").click();
    say(3, true, TALK.get(3));
    say(4, false, "Who would have had to");
    gallery.inspect(client, "captions-client");
    state("behind");
    say(5, true, TALK.get(5));
    say(7, false, "and then I thought that nobody was going to say anything about it at all");
    gallery.inspect(client, "captions-client-behind");
    client.button("Captions").click();
  }

  @Test
  void aTranscriptIsFollowedSearchedAndRead() throws IOException {
    coach.button("Captions").click(); // Off: they would fade while the panel is looked at.
    state("on");
    talk();
    say(7, false, "I could have said");
    coach.awaitText("I could have said");
    gallery.inspect(coach, "transcript-coach");
    coach.browser().showAs(1280, 800, false);
    WebElement query = coach.find("input", "Search the transcript");
    query.sendKeys("allow");
    coach.awaitText("1 of 2");
    query.sendKeys(Keys.ENTER);
    coach.awaitText("2 of 2");
    query.sendKeys(Keys.chord(Keys.SHIFT, Keys.ENTER));
    coach.awaitText("1 of 2");
    gallery.inspect(coach, "transcript-coach-search");
    coach.browser().showAs(390, 844, false);
    coach.button("Session details").click();
    gallery.inspect(coach, "transcript-coach-sheet");
    coach.browser().showAs(1280, 800, false);
    coach.button("Captions").click();
  }

  @Test
  void aReaderWhoScrollsUpIsLeftThere() {
    coach.browser().showAs(1280, 800, false);
    state("on");
    for (int i = 10; i < 60; i++) {
      say(i, true, TALK.get(i % TALK.size()));
    }
    assertFalse(coach.has("button", "Jump to latest"));
    coach.driver().executeScript("document.querySelector('ol[aria-label]').scrollTop = 0;");
    coach.button("Jump to latest");
    say(60, true, "Something new.");
    assertEquals(
        0L,
        coach.driver().executeScript("return document.querySelector('ol[aria-label]').scrollTop;"));
    coach.button("Jump to latest").click();
    coach.await("the end", () -> !coach.has("button", "Jump to latest"));
  }

  @Test
  void whatWasSaidBeforeIsThereAfterAReload() {
    coach.browser().showAs(1280, 800, false);
    state("on");
    coach.awaitText(TALK.get(1));
    coach.driver().navigate().refresh();
    coach.awaitText(TALK.get(1));
    SpeechProbe.caption(coach.driver(), 1, order.client().userId(), 7, TALK.get(1), true);
    SpeechProbe.caption(coach.driver(), 2, order.coach().userId(), 14, TALK.get(2), true);
    coach.awaitText(TALK.get(2));
    assertEquals(3, coach.driver().findElements(By.cssSelector("ol[aria-label] > li")).size());
  }

  @Test
  void withoutConsentOrAnEngineThePageSaysSo() throws IOException {
    state("unavailable");
    coach.awaitText("Transcription unavailable");
    client.button("Captions").click();
    client.awaitText("Transcription is not available right now");
    client.button("Captions").click();
    gallery.inspect(coach, "transcript-unavailable");
    state("on");
    client.button("Settings").click();
    client.find("input", "What I say may be written down").click();
    client.button("Close").click();
    client.awaitText("Not transcribed: you have not agreed");
    coach.awaitText("not transcribed");
    gallery.inspect(client, "captions-withheld");
  }

  @Test
  void anEmptyTranscriptAndOneThatCannotBeLoadedSaySo() throws IOException, InterruptedException {
    try (Participant other = filmed(Portrait.ADA, "ada")) {
      other.browser().addToEveryPage(SpeechProbe.history(new JsonArray()));
      other.join(service.mainApp().createRoom(Order.of("Ada", "Cleo")).coach());
      SpeechProbe.state(other.driver(), "on");
      other.awaitText("Nobody has said anything yet");
      gallery.inspect(other, "transcript-empty");
      other
          .browser()
          .addToEveryPage(
              "window.fetch = (ask => (url, how) => String(url).includes('/transcript?')"
                  + " ? Promise.reject(new TypeError('no network')) : ask(url, how))(window.fetch);");
      other.driver().navigate().refresh();
      other.awaitText("could not be loaded");
      other.button("Try again");
      gallery.inspect(other, "transcript-failed");
    }
  }
}
