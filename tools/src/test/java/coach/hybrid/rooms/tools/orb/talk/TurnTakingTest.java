package coach.hybrid.rooms.tools.orb.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnTakingTest {
  private final TurnTaking turns = new TurnTaking(TalkGoal.DEFAULT);
  private long now = 1_000_000;

  private void speaks(String who, long millis) {
    turns.voiceBegan(who, now);
    now += millis;
    turns.voiceEnded(who, now);
  }

  private void orbSpeaks(long millis) {
    turns.ownVoiceBegan(now);
    now += millis;
    turns.ownVoiceEnded(now);
  }

  @Test
  void nobodyHavingSpokenThereIsNothingToAnswer() {
    assertFalse(turns.mayTakeTurn(now + 60_000));
  }

  @Test
  void aPauseAfterALongSentenceIsAnInvitation() {
    speaks("ada", 30_000);
    assertFalse(turns.mayTakeTurn(now + 470));
    assertTrue(turns.mayTakeTurn(now + 480));
  }

  @Test
  void whenATurnWillBeDueIsKnownInAdvance() {
    assertEquals(TurnTaking.NOT_DUE, turns.turnDueMillis());
    speaks("ada", 100_000);
    assertEquals(now + 480, turns.turnDueMillis());
    orbSpeaks(2_000);
    long rested = now + 6_000;
    speaks("ada", 3_000);
    assertEquals(rested, turns.turnDueMillis());
    turns.voiceBegan("ada", now);
    assertEquals(TurnTaking.NOT_DUE, turns.turnDueMillis());
  }

  @Test
  void nobodyIsSpokenOver() {
    speaks("ada", 30_000);
    turns.voiceBegan("cleo", now);
    assertFalse(turns.mayTakeTurn(now + 10_000));
  }

  @Test
  void aYesIsNotAnswered() {
    speaks("ada", 60_000);
    orbSpeaks(3_000);
    speaks("ada", 800);
    assertFalse(turns.mayTakeTurn(now + 30_000));
  }

  @Test
  void itRestsAfterItsOwnWords() {
    speaks("ada", 100_000);
    orbSpeaks(2_000);
    speaks("ada", 4_000);
    assertFalse(turns.mayTakeTurn(now + 1_999));
    assertTrue(turns.mayTakeTurn(now + 2_000));
  }

  @Test
  void havingSaidEnoughItWaitsForALongPause() {
    speaks("ada", 70_000);
    orbSpeaks(10_000);
    speaks("ada", 10_000);
    assertFalse(turns.mayTakeTurn(now + 1_490));
    assertTrue(turns.mayTakeTurn(now + 1_500));
  }

  @Test
  void havingSaidTooMuchItKeepsQuiet() {
    speaks("ada", 20_000);
    orbSpeaks(20_000);
    speaks("ada", 20_000);
    assertFalse(turns.mayTakeTurn(now + 60_000));
  }

  @Test
  void calledByItsNameItAnswersWhateverItsShare() {
    speaks("ada", 5_000);
    orbSpeaks(20_000);
    speaks("ada", 1_000);
    turns.addressed();
    assertTrue(turns.mayTakeTurn(now + 480));
    orbSpeaks(1_000);
    assertFalse(turns.mayTakeTurn(now + 60_000), "once");
  }

  @Test
  void aTurnWithoutWordsIsNotTriedAgainAtOnce() {
    speaks("ada", 30_000);
    turns.passed(now + 600);
    assertFalse(turns.mayTakeTurn(now + 60_000));
  }

  @Test
  void whoLeavesInMidSentenceDoesNotKeepTheFloor() {
    speaks("ada", 30_000);
    turns.voiceBegan("cleo", now);
    turns.voiceEnded("cleo", now + 100);
    assertTrue(turns.mayTakeTurn(now + 2_000));
  }

  @Test
  void overAnHourItsShareIsTenToFifteenPercent() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      TurnTaking talk = new TurnTaking(TalkGoal.DEFAULT);
      long clock = 0;
      while (clock < 3_600_000) {
        String who = random.nextBoolean() ? "ada" : "cleo";
        talk.voiceBegan(who, clock);
        clock += 2_000 + random.nextInt(20_000);
        talk.voiceEnded(who, clock);
        long next = clock + 200 + random.nextInt(2_500);
        for (; clock < next; clock += 20) {
          if (talk.mayTakeTurn(clock)) {
            talk.ownVoiceBegan(clock);
            clock += 2_000 + random.nextInt(4_000);
            talk.ownVoiceEnded(clock);
            next = clock + 1_000;
          }
        }
      }
      int share = talk.sharePercent();
      assertTrue(share >= 10 && share <= 15, "seed " + seed + ": " + share + " %");
    }
  }

  @Test
  void sharesAreOfAllTalk() {
    speaks("ada", 6_000);
    speaks("cleo", 2_000);
    orbSpeaks(2_000);
    assertEquals(20, turns.sharePercent());
    assertEquals(6_000, turns.spokenMillis("ada"));
    assertEquals(0, turns.spokenMillis("nobody"));
  }
}
