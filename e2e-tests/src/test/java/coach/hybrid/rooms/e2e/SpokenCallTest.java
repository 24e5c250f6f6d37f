package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import coach.hybrid.rooms.tools.speech.Words;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * Two people talk at the same time, one with a real voice and one with a synthetic one, into their
 * browsers' microphones; the service has the real models.
 */
class SpokenCallTest {
  private static final Duration SPOKEN = Duration.ofSeconds(60);
  private static final double MOST_WORDS_WRONG = 0.12;
  private static final String KENNEDY =
      "And so my fellow Americans ask not what your country can do for you ask what you can do for"
          + " your country";
  private static final List<String> CLEO =
      List.of(
          "I have been thinking about what we talked about last week.",
          "Every morning I write down three things that went well.");

  private static Service service;
  private static Participant coach;
  private static Participant client;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path voices = Files.createTempDirectory("voices");
    Path kennedy =
        new SpokenFile()
            .silence(2_000)
            .recording(Models.file("jfk.wav"))
            .silence(3_500)
            .write(voices.resolve("kennedy.wav"));
    Path cleo =
        new SpokenFile()
            .silence(4_000)
            .sayWell(CLEO.getFirst())
            .silence(1_500)
            .sayWell(CLEO.getLast())
            .silence(2_500)
            .write(voices.resolve("cleo.wav"));
    service = Service.start(Map.of("TRANSCRIPTION", "true"));
    coach = Participant.withFakeDevices("--use-file-for-fake-audio-capture=" + kennedy);
    client = Participant.withFakeDevices("--use-file-for-fake-audio-capture=" + cleo);
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  /** One thing somebody said, as the API has it. */
  private record Said(int id, String name, String text) {}

  private static List<Said> transcript(String roomId) {
    JsonObject wrapper = service.api("/api/rooms/" + roomId + "/transcription?format=json");
    if (!wrapper.has("transcription")) {
      return List.of(); // Nothing has been said yet.
    }
    String content = wrapper.getAsJsonObject("transcription").get("content").getAsString();
    List<Said> said = new ArrayList<>();
    for (JsonElement each :
        JsonParser.parseString(content).getAsJsonObject().getAsJsonArray("utterances")) {
      JsonObject one = each.getAsJsonObject();
      said.add(
          new Said(
              one.get("utteranceId").getAsInt(),
              one.get("name").getAsString(),
              one.get("text").getAsString()));
    }
    return said;
  }

  private static String wordsOf(List<Said> transcript, String name) {
    return transcript.stream()
        .filter(each -> each.name().equals(name))
        .map(Said::text)
        .collect(Collectors.joining(" "));
  }

  private static void switchCaptionsOn(Participant person) {
    if (!person.isPressed("Captions")) {
      person.button("Captions").sendKeys(Keys.ENTER);
    }
  }

  private static String captions(Participant person) {
    return person.find("section", "Captions").getText();
  }

  private static void awaitCaption(Participant reader, String name, String words) {
    Await.until(
        () -> "a caption of " + name + " with \"" + words + "\"; now " + captions(reader),
        SPOKEN,
        () -> {
          String shown = captions(reader);
          return shown.contains(name) && Words.of(shown).containsAll(Words.of(words));
        });
  }

  @Test
  void whatTwoPeopleSayAtTheSameTimeIsReadUnderTheRightNamesOnBothScreens() throws Exception {
    Order order = Order.of("Ada", "Cleo");
    RoomLinks room = service.mainApp().createRoom(order);
    coach.join(room.coach());
    client.join(room.client());
    coach.awaitMedia(1);
    switchCaptionsOn(coach);
    switchCaptionsOn(client);
    awaitCaption(client, "Ada", "country");
    awaitCaption(coach, "Cleo", "morning");
    awaitCaption(coach, "You", "country");
    coach.screenshot("captions-coach");
    client.screenshot("captions-client");
    Await.until(
        () -> "both speeches in full; " + transcript(order.roomId()),
        SPOKEN,
        () -> {
          List<Said> soFar = transcript(order.roomId());
          return Words.errorRateWithin(KENNEDY, wordsOf(soFar, "Ada")) <= MOST_WORDS_WRONG
              && Words.errorRateWithin(String.join(" ", CLEO), wordsOf(soFar, "Cleo")) <= 0.25;
        });
    JsonObject ended = service.mainApp().endRoom(order.roomId(), "system");
    assertTrue(ended.get("success").getAsBoolean());

    List<Said> transcript = transcript(order.roomId());
    double ada = Words.errorRateWithin(KENNEDY, wordsOf(transcript, "Ada"));
    double cleo = Words.errorRateWithin(String.join(" ", CLEO), wordsOf(transcript, "Cleo"));
    String report =
        "words wrong: Ada " + percent(ada) + ", Cleo " + percent(cleo) + " of " + transcript;
    System.out.println(report);
    Files.writeString(Service.OUTPUT.resolve("word-error-rates.txt"), report + "\n");
    assertNoLineIsSomebodyElses(transcript);
    Await.until(
        "a summary of the words",
        Duration.ofSeconds(15),
        () ->
            service
                .api("/api/rooms/" + order.roomId() + "/summary")
                .getAsJsonObject("summary")
                .get("transcriptionAvailable")
                .getAsBoolean());
  }

  private static String percent(double rate) {
    return Math.round(rate * 1_000) / 10.0 + " %";
  }

  /** Each line is nearer to what its speaker really said than to what the other did. */
  private static void assertNoLineIsSomebodyElses(List<Said> transcript) {
    String cleo = String.join(" ", CLEO);
    for (Said line : transcript) {
      double own =
          Words.errorRateWithin(line.text(), twice(line.name().equals("Ada") ? KENNEDY : cleo));
      double others =
          Words.errorRateWithin(line.text(), twice(line.name().equals("Ada") ? cleo : KENNEDY));
      assertTrue(own <= others, line + " sounds like the other one's");
    }
  }

  /** The file begins anew at its end. */
  private static String twice(String text) {
    return text + " " + text;
  }

  @Test
  void nothingThatWasWrittenIsLostWhenTheServiceIsKilledAndCaptionsGoOn() throws Exception {
    Order order = Order.of("Ada", "Cleo");
    RoomLinks room = service.mainApp().createRoom(order);
    coach.join(room.coach());
    client.join(room.client());
    switchCaptionsOn(client);
    awaitCaption(client, "Ada", "country");
    Await.until("something in the transcript", SPOKEN, () -> !transcript(order.roomId()).isEmpty());
    List<Said> before = transcript(order.roomId());
    service.kill();
    service.restart();

    Await.until(
        () -> "words from after the restart; there are " + transcript(order.roomId()),
        SPOKEN,
        () -> transcript(order.roomId()).size() > before.size());
    List<Said> after = transcript(order.roomId());
    assertEquals(before, after.subList(0, before.size()));
    assertEquals(after.size(), after.stream().map(Said::id).distinct().count());
    service.mainApp().endRoom(order.roomId(), "system");
  }

  @Test
  void withoutConsentNothingOfThatPersonIsWritten() throws Exception {
    Order order = Order.of("Ada", "Cleo");
    RoomLinks room = service.mainApp().createRoom(order);
    coach.open(room.coach());
    coach.button("Join").click();
    coach.await("the call", () -> coach.has("button", "Leave"));
    client.join(room.client());
    Await.until(
        () -> "Cleo's words; " + transcript(order.roomId()) + client.browser().console(),
        SPOKEN,
        () -> wordsOf(transcript(order.roomId()), "Cleo").contains("morning"));

    assertFalse(transcript(order.roomId()).stream().anyMatch(each -> each.name().equals("Ada")));
    service.mainApp().endRoom(order.roomId(), "system");
  }
}
