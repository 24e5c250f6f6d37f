package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.transcription.Transcription.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers, capacity, failures. */
class TranscriptionTest {
  private final Studio studio = new Studio();

  @Test
  void withoutAnythingItIsOff() {
    try (Transcription off = Transcription.off()) {
      assertEquals(Health.OFF, off.health());
      assertFalse(off.understands("en"));
    }
  }

  @Test
  void withoutAModelItSaysWhy() {
    try (Transcription none = Transcription.unavailable("no model at x")) {
      assertEquals(Health.UNAVAILABLE, none.health());
      assertEquals("no model at x", none.describe());
    }
  }

  @Test
  void itIsReadyOnceAnEngineIs() {
    studio.engine.missing = true;
    Transcription transcription = studio.open(1, true);
    assertEquals(Health.UNAVAILABLE, transcription.health());
    studio.engine.missing = false;
    studio.pass(Duration.ofSeconds(2));
    assertEquals(Health.READY, transcription.health());
    assertTrue(transcription.describe().startsWith("fake engine"), transcription.describe());
  }

  @Test
  void aRunningUtteranceIsToldAndReplaced() throws Exception {
    Transcription transcription = studio.open(1, true);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    speaker.say(6_000);
    List<Speech> told = speaker.told();
    assertTrue(told.size() >= 4, told::toString);
    assertEquals(1, told.stream().map(Speech::serial).distinct().count());
    assertEquals(1, speaker.finals().size());
    assertTrue(told.getLast().isFinal());
    assertEquals("It was 6 seconds long", told.getLast().text());
  }

  @Test
  void theWordsAtAShortRestAreTheFinalOnesWithoutMoreWork() throws Exception {
    Transcription transcription = studio.open(1, true);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    speaker.speak(1_200);
    speaker.rest(260);
    assertEquals(1, speaker.told().size());
    assertFalse(speaker.told().getFirst().isFinal());
    int runs = studio.engine.heardSeconds.size();
    speaker.rest(500);
    assertEquals(1, speaker.finals().size());
    assertEquals(runs, studio.engine.heardSeconds.size());
  }

  @Test
  void anEndThatComesWhileItsWordsAreBeingWrittenNeedsNoSecondRun() throws Exception {
    Transcription transcription = studio.open(1, true);
    Speaker speaker = new Speaker(studio, transcription, "room-1").withoutWriting();
    speaker.say(1_200);
    studio.tasks.writeAll();
    assertEquals(1, speaker.told().size());
    assertEquals(1, speaker.finals().size());
    assertEquals(1, studio.engine.heardSeconds.size());
  }

  @Test
  void anInterimThatTurnsOutToBeNothingIsWithdrawn() throws Exception {
    Transcription transcription = studio.open(1, true);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    speaker.speak(3_000);
    assertFalse(speaker.told().isEmpty());
    studio.engine.writes = _ -> "(music)";
    speaker.rest(800);
    assertEquals(List.of(""), speaker.texts());
  }

  @Test
  void aBusyWorkerIsNotAskedForInterims() throws Exception {
    Transcription transcription = studio.open(1, true);
    Speaker first = new Speaker(studio, transcription, "room-1").withoutWriting();
    Speaker second = new Speaker(studio, transcription, "room-2").withoutWriting();
    first.speak(2_000);
    assertEquals(1, studio.tasks.writersAsked());
    second.speak(4_000);
    assertEquals(1, studio.tasks.writersAsked());
  }

  @Test
  void oneOfSeveralWorkersIsKeptFreeForWhatHasEnded() throws Exception {
    Transcription transcription = studio.open(2, true);
    Speaker first = new Speaker(studio, transcription, "room-1").withoutWriting();
    Speaker second = new Speaker(studio, transcription, "room-2").withoutWriting();
    first.speak(2_000);
    second.speak(4_000);
    assertEquals(1, studio.tasks.writersAsked());
  }

  @Test
  void aRoomThatTalksALotDoesNotSilenceTheOthers() throws Exception {
    Transcription transcription = studio.open(1, false);
    List<String> order = new ArrayList<>();
    Speaker loud = speakerIn(transcription, "loud", order);
    Speaker calm = speakerIn(transcription, "calm", order);
    for (int i = 0; i < 4; i++) {
      loud.say(500);
    }
    calm.say(500);
    studio.tasks.writeAll();
    assertEquals(List.of("loud", "calm", "loud", "loud", "loud"), order);
  }

  private Speaker speakerIn(Transcription transcription, String room, List<String> order) {
    return new Speaker(studio, transcription, room, _ -> order.add(room)).withoutWriting();
  }

  @Test
  void captionsThatLagAreToldAndSoIsThatTheyCaughtUp() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1").withoutWriting();
    speaker.say(1_000);
    studio.clock.advance(Duration.ofSeconds(4));
    assertEquals(Health.READY, transcription.health());
    studio.clock.advance(Duration.ofSeconds(2));
    assertEquals(Health.BEHIND, transcription.health());
    speaker.say(1_000);
    studio.tasks.writeAll();
    assertEquals(2, speaker.finals().size());
    assertEquals(Health.READY, transcription.health());
  }

  @Test
  void oneThatHasCaughtUpAlmostIsStillBehind() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1").withoutWriting();
    speaker.say(1_000);
    studio.clock.advance(Duration.ofSeconds(6));
    assertEquals(Health.BEHIND, transcription.health());
    speaker.say(1_000);
    studio.clock.advance(Duration.ofSeconds(3));
    studio.engine.writes =
        _ -> {
          assertEquals(Health.BEHIND, transcription.health());
          return "still behind";
        };
    studio.tasks.writeAll();
    assertEquals(List.of("still behind", "still behind"), speaker.texts());
  }

  @Test
  void whatHasWaitedTooLongIsGivenUpAndCounted() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1").withoutWriting();
    speaker.say(1_000);
    studio.clock.advance(Duration.ofSeconds(31));
    speaker.say(2_000);
    studio.tasks.writeAll();
    assertEquals(List.of("It was 2 seconds long"), speaker.texts());
    assertEquals(1, transcription.counters().dropped());
  }

  @Test
  void anEngineThatFailsIsOpenedAnewAndTheUtteranceTriedAgain() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    studio.engine.broken = true;
    speaker.say(1_000);
    assertEquals(Health.UNAVAILABLE, transcription.health());
    assertEquals(1, studio.engine.closed);
    studio.engine.broken = false;
    studio.pass(Duration.ofSeconds(1));
    assertEquals(Health.READY, transcription.health());
    assertEquals(List.of("It was 1 seconds long"), speaker.texts());
    assertEquals(1, transcription.counters().failures());
  }

  @Test
  void anUtteranceNoEngineCanWriteIsGivenUpAndTheNextIsNot() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    studio.engine.broken = true;
    speaker.say(1_000);
    studio.pass(Duration.ofSeconds(1));
    studio.engine.broken = false;
    studio.pass(Duration.ofSeconds(2));
    speaker.say(2_000);
    assertEquals(List.of("It was 2 seconds long"), speaker.texts());
    assertEquals(2, transcription.counters().failures());
  }

  @Test
  void aBrokenEngineIsLeftAloneLongerAndLonger() {
    studio.engine.missing = true;
    studio.open(1, false);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      studio.engine.missing = true;
      studio.pass(Duration.ofSeconds(seconds).minusMillis(1));
      studio.engine.missing = false;
      assertEquals(0, studio.engine.opened);
      studio.engine.missing = true;
      studio.pass(Duration.ofMillis(1));
    }
    studio.engine.missing = false;
    studio.pass(Duration.ofSeconds(60));
    assertEquals(1, studio.engine.opened);
  }

  @Test
  void aDeafVoiceDetectorIsSeen() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    studio.voices.broken = true;
    speaker.speak(2_000);
    assertEquals(Health.UNAVAILABLE, transcription.health());
    studio.voices.broken = false;
    speaker.say(1_000);
    assertEquals(Health.READY, transcription.health());
    assertEquals(1, speaker.texts().size());
  }

  @Test
  void aListenerThatThrowsHurtsNobody() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker bad =
        new Speaker(
            studio,
            transcription,
            "room-1",
            _ -> {
              throw new IllegalStateException("on purpose");
            });
    Speaker good = new Speaker(studio, transcription, "room-2");
    bad.say(1_000);
    good.say(1_000);
    assertEquals(1, good.texts().size());
    assertEquals(Health.READY, transcription.health());
  }

  @Test
  void closingEndsEverythingInOrder() throws Exception {
    Transcription transcription = studio.open(2, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    speaker.say(1_000);
    transcription.close();
    assertEquals(2, studio.engine.closed);
    assertTrue(studio.engine.engineClosed);
    assertTrue(studio.voices.closed);
  }

  @Test
  void workIsCounted() throws Exception {
    Transcription transcription = studio.open(1, false);
    Speaker speaker = new Speaker(studio, transcription, "room-1");
    speaker.say(2_000);
    TranscriptionCounters counters = transcription.counters();
    assertEquals(1, counters.utterances());
    assertEquals(1, counters.runs());
    assertEquals(1, counters.wellWorkers());
    assertEquals(0, counters.waiting());
    assertTrue(counters.audioMillis() > 2_000);
  }
}
