package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One speaker's frames in, what he said out. */
class SpeakerStreamTest {
  private final Studio studio = new Studio();
  private final Transcription transcription = studio.open(1, false);
  private final Speaker speaker = new Speaker(studio, transcription, "room-1");

  private static Instant at(int millis) {
    return FakeClock.START.plusMillis(millis);
  }

  private static void assertNear(Instant expected, Instant actual) {
    long apart = Duration.between(expected, actual).abs().toMillis();
    assertTrue(apart <= 64, expected + " but was " + actual);
  }

  @Test
  void whatIsSaidIsToldOnceWithItsTimes() throws Exception {
    speaker.rest(2_000);
    speaker.say(3_000);
    Speech speech = speaker.finals().getFirst();
    assertEquals(List.of(speech), speaker.told());
    assertEquals("It was 3 seconds long", speech.text());
    assertEquals("en", speech.lang());
    assertNear(at(2_030), speech.startedAt());
    assertNear(at(5_030), speech.endedAt());
  }

  @Test
  void utterancesAreNumbered() throws Exception {
    speaker.say(1_000);
    speaker.say(2_000);
    assertEquals(List.of(1, 2), speaker.finals().stream().map(Speech::serial).toList());
  }

  @Test
  void silenceCostsNoEngineAndTellsNothing() throws Exception {
    speaker.rest(60_000);
    assertEquals(List.of(), speaker.told());
    assertEquals(List.of(), studio.engine.heardSeconds);
  }

  @Test
  void aFinalFrameEndsTheUtteranceAtOnce() throws Exception {
    speaker.speak(1_000);
    speaker.frame(MediaFrame.OPUS, MediaFrame.FINAL, new byte[0]);
    assertEquals(List.of("It was 1 seconds long"), speaker.texts());
  }

  @Test
  void theEndOfTheStreamLosesNothing() throws Exception {
    speaker.speak(2_000);
    speaker.close();
    assertEquals(List.of("It was 2 seconds long"), speaker.texts());
    speaker.close();
    assertEquals(1, speaker.told().size());
  }

  @Test
  void aFewLostFramesLeaveTheUtteranceWhole() throws Exception {
    speaker.speak(1_000);
    speaker.lose(400);
    speaker.say(1_600);
    assertEquals(List.of("It was 3 seconds long"), speaker.texts());
    assertEquals(20, transcription.heard().framesLost());
  }

  @Test
  void noUtteranceReachesOverALongGap() throws Exception {
    speaker.speak(1_000);
    speaker.lose(1_500);
    speaker.say(2_000);
    assertEquals(List.of("It was 1 seconds long", "It was 2 seconds long"), speaker.texts());
    assertNear(at(2_530), speaker.finals().get(1).startedAt());
  }

  @Test
  void aGapOfMoreThanASecondEndsEvenWhatWouldHaveWaitedForMore() throws Exception {
    Studio patient = new Studio();
    Speaker waiting = new Speaker(patient, patient.open(1, false, 1_500), "room-1");
    waiting.speak(1_000);
    waiting.rest(1_100);
    waiting.speak(1_000);
    waiting.lose(1_100);
    waiting.speak(1_000);
    waiting.rest(2_000);
    assertEquals(List.of("It was 3 seconds long", "It was 1 seconds long"), waiting.texts());
  }

  @Test
  void aGapIsSeenByTheCaptureTimeAlone() throws Exception {
    speaker.speak(1_000);
    speaker.mute(60_000);
    speaker.say(1_000);
    assertEquals(2, speaker.finals().size());
    assertEquals(0, transcription.heard().framesLost());
    assertNear(at(61_030), speaker.finals().get(1).startedAt());
  }

  @Test
  void aNewGenerationBeginsAnew() throws Exception {
    speaker.speak(1_000);
    speaker.reload();
    speaker.say(1_000);
    assertEquals(2, speaker.finals().size());
    assertEquals(0, transcription.heard().framesLost());
  }

  @Test
  void samplesAreUnderstoodAsWellAsOpus() throws Exception {
    byte[] loud = new byte[3_200];
    for (int i = 1; i < loud.length; i += 2) {
      loud[i] = 0x20;
    }
    for (int i = 0; i < 20; i++) {
      speaker.frame(MediaFrame.PCM_16K, 0, loud);
      studio.clock.advance(Duration.ofMillis(100));
    }
    speaker.frame(MediaFrame.PCM_16K, MediaFrame.FINAL, new byte[0]);
    assertEquals(List.of("It was 2 seconds long"), speaker.texts());
  }

  @Test
  void aFrameThatComesTwiceIsHeardOnce() throws Exception {
    speaker.speak(1_000);
    long before = transcription.heard().framesDropped();
    speaker.raw(
        new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.OPUS, 0, 1, 3, 0, FakeDecoder.packet(50)));
    assertEquals(before + 1, transcription.heard().framesDropped());
  }

  @Test
  void framesThatBreakTheRulesAreRefused() {
    byte[] packet = FakeDecoder.packet(50);
    List<MediaFrame> wrong =
        List.of(
            new MediaFrame(2, 0, MediaFrame.OPUS, 0, 1, 0, 0, packet),
            new MediaFrame(MediaFrame.SPEECH, 0, 9, 0, 1, 0, 0, packet),
            new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.OPUS, 0, 1, 0, 0, new byte[0]),
            new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.OPUS, 0, 1, 0, 0, new byte[1_501]),
            new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.PCM_16K, 0, 1, 0, 0, new byte[639]),
            new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.PCM_16K, 0, 1, 0, 0, new byte[0]),
            new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.PCM_16K, 0, 1, 0, 0, new byte[3_840]));
    for (MediaFrame frame : wrong) {
      assertThrows(UnusableAudioException.class, () -> speaker.raw(frame), frame::toString);
    }
  }

  @Test
  void oneUnreadablePacketCostsItsOwnSoundOnly() throws Exception {
    speaker.speak(1_000);
    speaker.frame(MediaFrame.OPUS, 0, FakeDecoder.packet(255));
    studio.clock.advance(Duration.ofMillis(20));
    speaker.say(2_000);
    assertEquals(List.of("It was 3 seconds long"), speaker.texts());
    assertEquals(1, transcription.heard().framesDropped());
  }

  @Test
  void whatIsNoOpusAtAllIsRefusedSoonAndWhatWasSaidBeforeStays() throws Exception {
    speaker.speak(1_000);
    assertThrows(
        UnusableAudioException.class,
        () -> {
          for (int i = 0; i < 10; i++) {
            speaker.frame(MediaFrame.OPUS, 0, FakeDecoder.packet(255));
          }
        });
    speaker.close();
    assertEquals(1, speaker.texts().size());
  }

  @Test
  void aFloodCostsItsSenderAlone() throws Exception {
    Speaker other = new Speaker(studio, transcription, "room-1");
    assertThrows(
        UnusableAudioException.class,
        () -> {
          for (int i = 0; i < 10_000; i++) {
            speaker.frame(MediaFrame.OPUS, 0, FakeDecoder.packet(50));
          }
        });
    assertTrue(transcription.heard().framesDropped() > 100);
    other.say(1_000);
    assertEquals(1, other.texts().size());
  }

  @Test
  void holesCannotBeUsedToMakeWork() {
    assertThrows(
        UnusableAudioException.class,
        () -> {
          for (int i = 0; i < 1_000; i++) {
            speaker.raw(
                new MediaFrame(
                    MediaFrame.SPEECH,
                    0,
                    MediaFrame.OPUS,
                    0,
                    1,
                    i,
                    i * 900,
                    FakeDecoder.packet(0)));
            studio.clock.advance(Duration.ofMillis(20));
          }
        });
  }

  @Test
  void wordsNobodySaidAreNotTold() throws Exception {
    studio.engine.writes = _ -> "[BLANK_AUDIO]";
    speaker.say(2_000);
    assertEquals(List.of(), speaker.told());
    assertEquals(1, transcription.heard().utterances());
    assertEquals(1, transcription.heard().suppressed());
  }

  @Test
  void aClickIsNotEvenTranscribed() throws Exception {
    speaker.say(60);
    assertEquals(List.of(), studio.engine.heardSeconds);
    assertEquals(0, transcription.heard().utterances());
  }

  @Test
  void whatShallNotBeWrittenIsTakenOut() throws Exception {
    studio.redaction = (text, _) -> text.replace("seconds", "***");
    speaker.say(2_000);
    assertEquals(List.of("It was 2 *** long"), speaker.texts());
  }

  @Test
  void anUnknownLanguageIsNotListenedTo() throws Exception {
    SpeakerStream german = transcription.open("room-1", "client-1", "de", _ -> {});
    german.accept(
        new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.OPUS, 0, 1, 0, 0, FakeDecoder.packet(50)),
        studio.clock.instant());
    assertEquals(1, transcription.heard().framesDropped());
  }
}
