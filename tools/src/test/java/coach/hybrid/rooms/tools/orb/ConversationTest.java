package coach.hybrid.rooms.tools.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.tools.orb.talk.Occasion;
import coach.hybrid.rooms.tools.orb.talk.Situation;
import coach.hybrid.rooms.tools.orb.talk.TalkGoal;
import coach.hybrid.rooms.tools.orb.talk.TurnTaking;
import coach.hybrid.rooms.tools.orb.voice.Mouth;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clock is a number, thoughts and sounds come when the test brings them. */
class ConversationTest {
  private final List<AiState> states = new ArrayList<>();
  private final List<String> spoken = new ArrayList<>();
  private final List<Long> answered = new ArrayList<>();
  private final List<String> greeted = new ArrayList<>();
  private final List<Occasion> thoughts = new ArrayList<>();
  private final List<String> synthesized = new ArrayList<>();
  private final List<Clip> played = new ArrayList<>();
  private int hushes;
  private boolean thinksAhead;
  private int takenBack;
  private long turn;
  private long now = 100_000;

  private final TurnTaking turns = new TurnTaking(TalkGoal.DEFAULT);
  private final Conversation conversation =
      new Conversation(
          turns,
          new Mouth() {
            @Override
            public void play(Clip clip) {
              played.add(clip);
            }

            @Override
            public void hush() {
              hushes++;
            }
          },
          new Conversation.Background() {
            @Override
            public void think(Situation situation, long ofTurn) {
              thoughts.add(situation.occasion());
              turn = ofTurn;
            }

            @Override
            public void synthesize(String sentence, long ofTurn) {
              synthesized.add(sentence);
            }

            @Override
            public boolean thinksAhead() {
              return thinksAhead;
            }

            @Override
            public void takeBack() {
              takenBack++;
            }
          },
          new Conversation.Observer() {
            @Override
            public void stateChanged(AiState state) {
              states.add(state);
            }

            @Override
            public void spoke(String text, long startMillis, long endMillis) {
              spoken.add(text + " " + (endMillis - startMillis));
            }

            @Override
            public void answeredWithin(long millis) {
              answered.add(millis);
            }
          },
          (occasion, newcomers) -> {
            greeted.addAll(newcomers);
            return new Situation(occasion, List.of(), List.of());
          });

  private void pass(long millis) {
    for (long end = now + millis; now < end; now += 20) {
      conversation.tick(now);
    }
  }

  private Clip clip(String text) {
    return new Clip(turn, text, new short[48_000]);
  }

  /** Gets the greeting out of the way. */
  private void greet() {
    conversation.connected("ada", now);
    pass(1_600);
    say("Hello.");
  }

  private void say(String text) {
    Clip clip = clip(text);
    conversation.sentence(turn, text);
    conversation.thoughtEnded(turn, now);
    conversation.voiced(clip);
    conversation.clipBegan(clip, now);
    now += 1_000;
    conversation.clipEnded(clip, 48_000, now);
  }

  private void humanSpeaks(long millis) {
    conversation.voiceBegan("ada", now);
    now += millis;
    conversation.voiceEnded("ada", now);
  }

  @Test
  void itGreetsOnceItIsQuiet() {
    conversation.connected("ada", now);
    pass(1_400);
    assertTrue(thoughts.isEmpty());
    pass(200);
    say("Hello.");
    pass(60_000);
    assertEquals(List.of(Occasion.GREETING), thoughts);
    assertEquals(
        List.of(AiState.LISTENING, AiState.THINKING, AiState.SPEAKING, AiState.LISTENING), states);
    assertEquals(List.of("Hello. 1000"), spoken);
  }

  @Test
  void everybodyIsGreetedOnce() {
    greet();
    conversation.connected("cleo", now);
    conversation.connected("ada", now);
    pass(1_600);
    say("Hello Cleo.");
    pass(60_000);
    assertEquals(List.of("ada", "cleo"), greeted);
  }

  @Test
  void whoHasLeftIsNotGreeted() {
    greet();
    conversation.connected("cleo", now);
    conversation.left("cleo");
    pass(60_000);
    assertEquals(List.of("ada"), greeted);
  }

  @Test
  void intoALivelyTalkItComesWithoutAGreeting() {
    conversation.connected("ada", now);
    for (int i = 0; i < 40; i++) {
      humanSpeaks(1_000);
      pass(100);
    }
    pass(400);
    pass(200);
    assertEquals(List.of(Occasion.PAUSE), thoughts);
  }

  @Test
  void aPauseIsAnsweredAndTheTimeTakenIsKnown() {
    greet();
    humanSpeaks(40_000);
    pass(580);
    assertEquals(Occasion.PAUSE, thoughts.getLast());
    now += 100;
    say("And now?");
    assertEquals(1, answered.size());
    assertTrue(answered.getFirst() < 700, "after " + answered.getFirst());
  }

  @Test
  void aHumanWhoSpeaksStopsItAtOnce() {
    greet();
    humanSpeaks(40_000);
    pass(580);
    conversation.sentence(turn, "What feels most important?");
    conversation.sentence(turn, "Second.");
    Clip clip = clip("What feels most important?");
    conversation.voiced(clip);
    conversation.clipBegan(clip, now);
    conversation.voiceBegan("ada", now + 500);
    assertEquals(1, hushes);
    assertEquals(AiState.LISTENING, states.getLast());
    conversation.clipEnded(clip, 24_000, now + 510);
    assertEquals("What feels … 500", spoken.getLast(), "only what was heard");
    int before = played.size();
    conversation.voiced(clip("Second."));
    conversation.voiced(new Clip(clip.turn(), "Second.", new short[480]));
    assertEquals(before, played.size(), "nothing of the old turn sounds any more");
  }

  @Test
  void aHumanWhoSpeaksWhileItThinksKeepsItQuiet() {
    greet();
    humanSpeaks(40_000);
    pass(580);
    long old = turn;
    conversation.voiceBegan("ada", now);
    conversation.sentence(old, "Too late.");
    assertFalse(synthesized.contains("Too late."));
    assertFalse(conversation.current(old));
  }

  @Test
  void pausedItIsSilentUntilResumed() {
    greet();
    humanSpeaks(40_000);
    conversation.pause(now);
    assertEquals(AiState.PAUSED, states.getLast());
    pass(10_000);
    assertEquals(1, thoughts.size());
    conversation.resume();
    pass(20);
    assertEquals(2, thoughts.size());
  }

  @Test
  void aSentenceWithoutSoundDoesNotHoldItUp() {
    greet();
    humanSpeaks(40_000);
    pass(580);
    conversation.sentence(turn, "Mute.");
    conversation.thoughtEnded(turn, now);
    conversation.unvoiced(turn, now);
    assertEquals(AiState.LISTENING, states.getLast());
    pass(60_000);
    assertEquals(2, thoughts.size(), "and it does not try again and again");
  }

  @Test
  void nearTheEndItSumsUp() {
    greet();
    conversation.closingDue();
    pass(1_600);
    assertEquals(Occasion.CLOSING, thoughts.getLast());
  }

  /** Ada has spoken and fallen silent; that is known 300 ms later, as voices end. */
  private void somethingToAnswer() {
    thinksAhead = true;
    greet();
    humanSpeaks(40_000);
    now += 300;
    pass(20);
  }

  @Test
  void wordsAreReadyBeforeThePauseIsLongEnoughAndSoundWithIt() {
    somethingToAnswer();
    assertEquals(2, thoughts.size(), "it thinks while it still waits");
    Clip clip = clip("And now?");
    conversation.sentence(turn, "And now?");
    conversation.thoughtEnded(turn, now);
    conversation.voiced(clip);
    pass(140);
    assertFalse(played.contains(clip), "the pause may still end");
    assertEquals(AiState.LISTENING, states.getLast());
    pass(60);
    assertEquals(clip, played.getLast());
    assertEquals(2, thoughts.size());
    conversation.clipBegan(clip, now);
    assertEquals(AiState.SPEAKING, states.getLast());
    assertTrue(answered.getFirst() <= 600, "after " + answered.getFirst());
    assertEquals(0, takenBack);
  }

  @Test
  void wordsThatAreNotReadyInTimeSoundWhenTheyAre() {
    somethingToAnswer();
    conversation.sentence(turn, "And now?");
    pass(400);
    assertEquals(AiState.THINKING, states.getLast());
    Clip clip = clip("And now?");
    conversation.voiced(clip);
    assertEquals(clip, played.getLast());
  }

  @Test
  void aVoiceThatGoesOnTakesBackWhatWasThoughtAhead() {
    somethingToAnswer();
    long old = turn;
    Clip clip = clip("And now?");
    conversation.sentence(old, "And now?");
    conversation.voiced(clip);
    humanSpeaks(1_000);
    assertEquals(1, takenBack);
    assertEquals(0, hushes, "nothing sounded");
    pass(560);
    assertFalse(played.contains(clip), "and the next pause has words of its own");
    assertEquals(3, thoughts.size());
    conversation.voiced(new Clip(old, "And now?", new short[480]));
    assertTrue(played.stream().noneMatch(one -> one.turn() == old));
  }

  @Test
  void whoThinksForMoneyThinksWhenItIsItsTurn() {
    greet();
    humanSpeaks(40_000);
    now += 300;
    pass(160);
    assertEquals(1, thoughts.size());
    pass(100);
    assertEquals(2, thoughts.size());
  }

  @Test
  void pausedWhileItThinksAheadItSaysNothing() {
    somethingToAnswer();
    Clip clip = clip("And now?");
    conversation.sentence(turn, "And now?");
    conversation.voiced(clip);
    conversation.pause(now);
    pass(10_000);
    assertFalse(played.contains(clip));
    assertEquals(1, takenBack);
  }
}
