package coach.hybrid.rooms.client.mic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MicrophoneLogicTest {
  private static final int STEP = 50;

  private final VoiceActivity voice = new VoiceActivity();
  private int now;

  /** Feeds a level for some time and counts how often the answer changed. */
  private int feed(int level, int millis) {
    int changes = 0;
    for (int end = now + millis; now < end; now += STEP) {
      boolean before = voice.isSpeaking();
      changes += before == voice.update(level, now) ? 0 : 1;
    }
    return changes;
  }

  @Test
  void speechBeginsWithinATenthOfASecondAndEndsAfterTheHang() {
    feed(2, 1_000);
    feed(60, 100);
    assertTrue(voice.isSpeaking());
    feed(2, 350);
    assertTrue(voice.isSpeaking());
    feed(2, 150);
    assertFalse(voice.isSpeaking());
  }

  @Test
  void aClickIsNotSpeech() {
    feed(2, 500);
    feed(300, STEP);
    feed(2, 500);

    assertFalse(voice.isSpeaking());
  }

  @Test
  void pausesBetweenWordsDoNotFlicker() {
    feed(2, 1_000);
    int changes = 0;
    for (int word = 0; word < 20; word++) {
      changes += feed(70, 250) + feed(3, 250);
    }

    assertEquals(1, changes);
  }

  @Test
  void aSteadyFanIsLearnedAndSpeechAboveItIsHeard() {
    feed(25, 20_000);
    assertFalse(voice.isSpeaking());
    feed(120, 200);

    assertTrue(voice.isSpeaking());
  }

  @Test
  void longSpeechStaysSpeech() {
    feed(2, 1_000);
    int changes = 0;
    for (int sentence = 0; sentence < 20; sentence++) {
      changes += feed(80, 1_500) + feed(3, 100);
    }

    assertEquals(1, changes);
  }

  @Test
  void talkingWhileMutedIsToldOncePerMute() {
    MutedSpeech muted = new MutedSpeech();
    assertFalse(muted.update(true, true, 0));
    assertFalse(muted.update(true, true, 900));
    assertTrue(muted.update(true, true, 1_000));
    assertFalse(muted.update(true, true, 5_000));
    assertFalse(muted.update(false, true, 6_000));
    assertFalse(muted.update(true, true, 7_000));
    assertTrue(muted.update(true, true, 8_000));
  }

  @Test
  void aDeadMicrophoneIsNoticedAfterSomeSeconds() {
    SilenceWatch silence = new SilenceWatch();
    assertFalse(silence.update(0, 0));
    assertFalse(silence.update(0, 5_900));
    assertTrue(silence.update(0, 6_000));
    assertFalse(silence.update(3, 6_050));
    silence.reset();
    assertFalse(silence.update(0, 60_000));
  }
}
