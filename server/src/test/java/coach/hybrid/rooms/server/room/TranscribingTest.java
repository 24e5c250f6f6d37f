package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.TranscriptionState;
import coach.hybrid.rooms.server.transcription.Utterance;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whose voice comes in, and what the room makes of the words. */
class TranscribingTest {
  private static final int TRY_AGAIN_LATER = 1013;

  private final RoomScene scene = new RoomScene();

  private static String consent(boolean transcription) {
    return "{\"type\":\"consent\",\"transcription\":"
        + transcription
        + ",\"recording\":false,\"assistant\":false}";
  }

  private FakeInlet open(Entrant who) {
    FakeInlet inlet = new FakeInlet();
    scene.room.openAudio(inlet, who);
    return inlet;
  }

  private FakeOutbox agreedCoach() {
    FakeOutbox coach = scene.coach();
    scene.say(coach, consent(true));
    return coach;
  }

  private Instant after(int seconds) {
    return scene.clock.instant().plusSeconds(seconds);
  }

  private List<String> spoken() {
    return scene.takeEvents().stream().filter(word -> word.startsWith("name of")).toList();
  }

  private static List<JsonObject> captions(FakeOutbox outbox) {
    return outbox.take().stream()
        .filter(message -> message.get("type").getAsString().equals("caption"))
        .toList();
  }

  @Test
  void withoutASeatNoVoiceComesIn() {
    FakeInlet inlet = open(RoomScene.COACH_ENTRANT);

    assertNull(inlet.stream);
    assertEquals(CloseCode.FORBIDDEN, inlet.closeCode);
  }

  @Test
  void withoutConsentNoVoiceComesIn() {
    FakeOutbox coach = scene.coach();
    FakeInlet before = open(RoomScene.COACH_ENTRANT);
    scene.say(coach, consent(true));
    FakeInlet after = open(RoomScene.COACH_ENTRANT);

    assertEquals(CloseCode.FORBIDDEN, before.closeCode);
    assertNotNull(after.stream);
    assertEquals(0, after.closeCode);
  }

  @Test
  void whoeverTakesBackHisConsentIsCutOffAndNotQuotedAnyMore() {
    FakeOutbox coach = agreedCoach();
    FakeInlet inlet = open(RoomScene.COACH_ENTRANT);
    FakeSpeech.Stream stream = scene.speech.streams.getFirst();
    scene.say(coach, consent(false));
    stream.says(1, "This is a secret.", after(1), after(2), true);

    assertEquals(CloseCode.FORBIDDEN, inlet.closeCode);
    assertTrue(stream.closed);
    assertEquals(List.of(), spoken());
    assertEquals(List.of(), captions(coach));
  }

  @Test
  void aRoomWithoutTranscriptionTakesNoVoice() {
    FakeOutbox coach = agreedCoach();
    FakeInlet inlet = open(RoomScene.COACH_ENTRANT);
    coach.take();
    var _ =
        scene.room.configure(new RoomSettings.Change(null, null, null, null, false, null, null));

    assertEquals(CloseCode.FORBIDDEN, inlet.closeCode);
    assertEquals(CloseCode.FORBIDDEN, open(RoomScene.COACH_ENTRANT).closeCode);
    assertEquals("off", coach.takeOnly("transcription-state").get("state").getAsString());
  }

  @Test
  void whereThereIsNoEngineTheCallGoesOnAndEverybodyIsTold() {
    scene.speech.state = TranscriptionState.UNAVAILABLE;
    FakeOutbox coach = scene.coach();

    assertEquals("unavailable", coach.takeOnly("transcription-state").get("state").getAsString());
    scene.say(coach, consent(true));
    assertEquals(TRY_AGAIN_LATER, open(RoomScene.COACH_ENTRANT).closeCode);
  }

  @Test
  void everybodyReadsWhatIsSaidUnderTheRightName() {
    FakeOutbox coach = agreedCoach();
    FakeOutbox client = scene.client();
    open(RoomScene.COACH_ENTRANT);
    coach.take();
    client.take();
    scene.speech.streams.getFirst().says(1, "How have you been?", after(3), after(5), true);

    for (FakeOutbox reader : List.of(coach, client)) {
      JsonObject caption = reader.takeOnly("caption");
      assertEquals(RoomScene.COACH, caption.get("fromId").getAsString());
      assertEquals("How have you been?", caption.get("text").getAsString());
      assertEquals(3_000, caption.get("startMillis").getAsInt());
      assertEquals(5_000, caption.get("endMillis").getAsInt());
      assertTrue(caption.get("final").getAsBoolean());
    }
    assertEquals(List.of("name of coach-1: How have you been?"), spoken());
  }

  @Test
  void anInterimCaptionIsShownAndReplacedButNotKept() {
    FakeOutbox coach = agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    coach.take();
    FakeSpeech.Stream stream = scene.speech.streams.getFirst();
    stream.says(7, "How have", after(1), after(2), false);
    JsonObject interim = captions(coach).getFirst();
    assertEquals(List.of(), spoken());
    stream.says(7, "How have you been?", after(1), after(3), true);
    JsonObject complete = captions(coach).getFirst();

    assertFalse(interim.get("final").getAsBoolean());
    assertEquals(interim.get("utteranceId"), complete.get("utteranceId"));
    assertEquals(1, spoken().size());
  }

  @Test
  void whatTurnsOutToBeNothingIsTakenBack() {
    FakeOutbox coach = agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    coach.take();
    FakeSpeech.Stream stream = scene.speech.streams.getFirst();
    stream.says(1, "", after(1), after(2), true);
    assertEquals(List.of(), captions(coach));
    stream.says(2, "Thank you.", after(3), after(4), false);
    stream.says(2, "", after(3), after(4), true);

    List<JsonObject> shown = captions(coach);
    assertEquals(2, shown.size());
    assertEquals("", shown.getLast().get("text").getAsString());
    assertEquals(List.of(), spoken());
  }

  @Test
  void aCaptionIsWrittenBeforeItIsSeen() {
    FakeOutbox coach = agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    coach.take();
    scene.store.setFull(true);
    scene.speech.streams.getFirst().says(1, "Hello.", after(1), after(2), true);
    assertEquals(List.of(), captions(coach));
    scene.store.setFull(false);
    scene.timers.advance(Duration.ofSeconds(1));

    assertEquals(1, captions(coach).size());
  }

  @Test
  void nothingSaidBeforeACrashIsLostAndNoIdComesTwice() {
    agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    scene.speech.streams.getFirst().says(1, "Before.", after(1), after(2), true);
    scene.crash(Duration.ofSeconds(5));
    FakeOutbox coach = scene.coach();
    open(RoomScene.COACH_ENTRANT);
    coach.take();
    scene.speech.streams.getLast().says(1, "After.", after(1), after(2), true);

    List<Utterance> transcript = scene.rooms.transcript(RoomScene.ROOM);
    assertEquals(List.of("Before.", "After."), transcript.stream().map(Utterance::text).toList());
    assertTrue(transcript.get(0).utteranceId() < transcript.get(1).utteranceId());
  }

  @Test
  void anotherSocketOfTheSamePersonTakesOver() {
    agreedCoach();
    FakeInlet first = open(RoomScene.COACH_ENTRANT);
    FakeInlet second = open(RoomScene.COACH_ENTRANT);

    assertEquals(CloseCode.REPLACED, first.closeCode);
    assertTrue(scene.speech.streams.getFirst().closed);
    assertNotNull(second.stream);
    scene.speech.streams.getFirst().says(1, "Said before.", after(0), after(1), true);
    assertEquals(1, spoken().size());
  }

  @Test
  void theLastWordsAreWaitedForBeforeTheSummary() {
    agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    scene.takeEvents();
    var _ = scene.room.end(EndReason.SESSION_COMPLETED);
    FakeSpeech.Stream stream = scene.speech.streams.getFirst();
    assertTrue(stream.closed);
    assertFalse(scene.takeEvents().contains("summary"));
    stream.says(1, "Goodbye.", after(-1), after(0), true);
    assertEquals(1, spoken().size());
    stream.drained();

    assertTrue(scene.takeEvents().contains("summary"));
  }

  @Test
  void lastWordsThatDoNotComeHoldUpTheSummaryForAFewSecondsOnly() {
    agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    var _ = scene.room.end(EndReason.SESSION_COMPLETED);
    scene.takeEvents();
    scene.timers.advance(Duration.ofSeconds(5));

    assertTrue(scene.takeEvents().contains("summary"));
  }

  @Test
  void hostileTextIsOneCleanLine() {
    FakeOutbox coach = agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    coach.take();
    scene
        .speech
        .streams
        .getFirst()
        .says(1, " a\u2028b\u0000\ncé😀" + "x".repeat(5_000), after(1), after(2), true);

    String text = captions(coach).getFirst().get("text").getAsString();
    assertTrue(text.startsWith("a b cé😀x"), text);
    assertEquals(2_000, text.length());
  }

  @Test
  void aHostileNameStandsInNoTranscript() {
    Entrant eve =
        new Entrant(
            RoomScene.CLIENT,
            "<b>Eve</b>\n[00:00:01] Adam",
            Role.CLIENT,
            ParticipantType.HUMAN,
            Permissions.ALL,
            false);
    scene.coach();
    FakeOutbox client = scene.join(eve, "client-page");
    scene.say(client, consent(true));
    open(eve);
    scene.speech.streams.getFirst().says(1, "Hello.", after(1), after(2), true);

    assertEquals("Eve 00:00:01 Adam", scene.rooms.transcript(RoomScene.ROOM).getFirst().name());
  }

  @Test
  void theCounselOfTheOrbIsKeptLikeAnybodysWords() {
    FakeOrbs orbs = new FakeOrbs(true);
    RoomScene withOrb = new RoomScene(orbs);
    FakeOutbox coach = withOrb.coach();
    FakeOutbox orb = withOrb.orb();
    withOrb.report(
        orb,
        "{\"type\":\"utterance\",\"text\":\"Hello Ada.\",\"startMillis\":10,\"endMillis\":900}");

    assertEquals("Hello Ada.", captions(coach).getFirst().get("text").getAsString());
    assertTrue(withOrb.takeEvents().contains("AI Assistant: Hello Ada."));
  }

  @Test
  void whatWasSaidIsDeletedOnRequestAndTheSummaryWithIt() {
    FakeOutbox coach = agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    scene.speech.streams.getFirst().says(1, "A secret.", after(1), after(2), true);
    JsonObject shown = captions(coach).getFirst();
    scene.room.forgetWords().join();

    assertEquals(List.of(), scene.rooms.transcript(RoomScene.ROOM));
    assertFalse(scene.store.events(RoomScene.ROOM, 0, 100).toString().contains("secret"));
    JsonObject takenBack = captions(coach).getFirst();
    assertEquals(shown.get("utteranceId"), takenBack.get("utteranceId"));
    assertEquals(shown.get("fromId"), takenBack.get("fromId"));
    assertEquals("", takenBack.get("text").getAsString());
    assertTrue(takenBack.get("final").getAsBoolean());
  }

  @Test
  void aDiskThatIsFullKeepsTheWordsAndSaysSo() {
    agreedCoach();
    open(RoomScene.COACH_ENTRANT);
    scene.speech.streams.getFirst().says(1, "A secret.", after(1), after(2), true);
    scene.store.setFull(true);
    CompletableFuture<RoomSnapshot> deletion = scene.room.forgetWords();

    assertTrue(deletion.isCompletedExceptionally());
    assertEquals(1, scene.rooms.transcript(RoomScene.ROOM).size());
  }
}
