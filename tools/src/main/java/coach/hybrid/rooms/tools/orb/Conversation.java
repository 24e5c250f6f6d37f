package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.tools.orb.talk.Newcomers;
import coach.hybrid.rooms.tools.orb.talk.Occasion;
import coach.hybrid.rooms.tools.orb.talk.Situation;
import coach.hybrid.rooms.tools.orb.talk.TurnTaking;
import coach.hybrid.rooms.tools.orb.voice.Mouth;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import coach.hybrid.rooms.tools.orb.voice.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orb's own turns: it thinks, speaks and stops. Every turn has a number, so that what an older
 * one still brings is dropped. The orb's thread only.
 */
final class Conversation {
  /** What others are told. */
  interface Observer {
    void stateChanged(AiState state);

    /** Words the orb has really said, and when, by the orb's clock. */
    void spoke(String text, long startMillis, long endMillis);

    /** From the last human voice to the orb's first sound. */
    void answeredWithin(long millis);
  }

  /** Runs blocking work of a turn elsewhere and brings its results back to the orb's thread. */
  interface Background {
    void think(Situation situation, long turn);

    void synthesize(String sentence, long turn);

    /** Whether it may be asked for words that are perhaps not said. */
    boolean thinksAhead();

    /** What was thought last is not said. */
    void takeBack();
  }

  /** What the orb knows when it is about to speak. */
  interface Circumstances {
    Situation of(Occasion occasion, Set<String> newcomers);
  }

  private static final long CLOSING_PAUSE_MILLIS = 1_500;

  /** So long before a turn is due, words for it are sought. */
  private static final long AHEAD_MILLIS = 600;

  private final TurnTaking turns;
  private final Mouth mouth;
  private final Background background;
  private final Observer observer;
  private final Circumstances circumstances;
  private final Newcomers newcomers = new Newcomers();
  private AiState state = AiState.READY;

  /** Written by the orb's thread; workers look whether theirs is still wanted. */
  private volatile long turn;

  private boolean paused;
  private boolean closingDue;
  private boolean thinking;

  /** It thinks of words for a pause that is not yet long enough; the floor is not its own. */
  private boolean ahead;

  /** What has its sound already and waits for the floor. */
  private final List<Clip> held = new ArrayList<>();

  private int unspoken;
  private long clipBeganMillis;
  private @Nullable Long lastVoiceMillis;

  Conversation(
      TurnTaking turns,
      Mouth mouth,
      Background background,
      Observer observer,
      Circumstances circumstances) {
    this.turns = turns;
    this.mouth = mouth;
    this.background = background;
    this.observer = observer;
    this.circumstances = circumstances;
  }

  void connected(String who, long nowMillis) {
    boolean first = newcomers.nobodyYet();
    newcomers.connected(who, nowMillis);
    if (first && !paused) {
      enter(AiState.LISTENING);
    }
  }

  void left(String who) {
    newcomers.left(who);
  }

  void voiceBegan(String who, long nowMillis) {
    turns.voiceBegan(who, nowMillis);
    stopTurn(nowMillis);
  }

  void voiceEnded(String who, long lastMillis) {
    turns.voiceEnded(who, lastMillis);
    lastVoiceMillis = lastMillis;
  }

  void closingDue() {
    closingDue = true;
  }

  void pause(long nowMillis) {
    paused = true;
    stopTurn(nowMillis);
    enter(AiState.PAUSED);
  }

  void resume() {
    paused = false;
    enter(AiState.LISTENING);
  }

  /** Falls silent for good. */
  void end(long nowMillis) {
    stopTurn(nowMillis);
    paused = true;
  }

  boolean paused() {
    return paused;
  }

  /** Takes the floor if it is the orb's turn. Called every few hundredths of a second. */
  void tick(long nowMillis) {
    if (paused || inTurn() || newcomers.nobodyYet()) {
      return;
    }
    if (newcomers.anyLeft(nowMillis)) {
      if (newcomers.mayBeGreeted(turns, nowMillis)) {
        begin(Occasion.GREETING);
      }
    } else if (closingDue && turns.quietFor(CLOSING_PAUSE_MILLIS, nowMillis)) {
      closingDue = false;
      begin(Occasion.CLOSING);
    } else if (turns.mayTakeTurn(nowMillis)) {
      if (ahead) {
        takeTheFloor(nowMillis);
      } else {
        begin(Occasion.PAUSE);
      }
    } else if (nowMillis >= turns.turnDueMillis() - AHEAD_MILLIS) {
      if (!ahead && background.thinksAhead()) {
        ahead = true;
        think(Occasion.PAUSE);
      }
    } else {
      dropWhatIsAhead();
    }
  }

  private void begin(Occasion occasion) {
    dropWhatIsAhead();
    enter(AiState.THINKING);
    think(occasion);
  }

  private void think(Occasion occasion) {
    nextTurn();
    thinking = true;
    unspoken = 0;
    Set<String> greeted = occasion == Occasion.GREETING ? newcomers.take() : Set.of();
    background.think(circumstances.of(occasion, greeted), turn);
  }

  /** Only this thread writes it. */
  private void nextTurn() {
    long next = turn + 1;
    turn = next;
  }

  private void takeTheFloor(long nowMillis) {
    ahead = false;
    enter(AiState.THINKING);
    held.forEach(mouth::play);
    held.clear();
    finishIfDone(nowMillis);
  }

  private void dropWhatIsAhead() {
    if (ahead) {
      ahead = false;
      nextTurn();
      thinking = false;
      unspoken = 0;
      held.clear();
      background.takeBack();
    }
  }

  private boolean busy() {
    return thinking || unspoken > 0;
  }

  private boolean inTurn() {
    return !ahead && busy();
  }

  void sentence(long ofTurn, String text) {
    if (ofTurn == turn && thinking) {
      unspoken++;
      background.synthesize(text, turn);
    }
  }

  void thoughtEnded(long ofTurn, long nowMillis) {
    if (ofTurn == turn && thinking) {
      thinking = false;
      finishIfDone(nowMillis);
    }
  }

  /** A sentence has its sound. */
  void voiced(Clip clip) {
    if (clip.turn() != turn || !busy()) {
      return;
    }
    if (ahead) {
      held.add(clip);
    } else {
      mouth.play(clip);
    }
  }

  /** A sentence has no sound and never will. */
  void unvoiced(long ofTurn, long nowMillis) {
    if (ofTurn == turn && unspoken > 0) {
      unspoken--;
      finishIfDone(nowMillis);
    }
  }

  void clipBegan(Clip clip, long nowMillis) {
    clipBeganMillis = nowMillis;
    if (clip.turn() != turn || !inTurn()) {
      return;
    }
    if (state != AiState.SPEAKING) {
      turns.ownVoiceBegan(nowMillis);
      enter(AiState.SPEAKING);
      if (lastVoiceMillis != null) {
        observer.answeredWithin(nowMillis - lastVoiceMillis);
        lastVoiceMillis = null;
      }
    }
  }

  void clipEnded(Clip clip, int playedSamples, long nowMillis) {
    long lasted = playedSamples * 1_000L / Voice.SAMPLES_PER_SECOND;
    String said = clip.heardPart(playedSamples);
    if (!said.isEmpty()) {
      observer.spoke(said, clipBeganMillis, clipBeganMillis + lasted);
    }
    if (clip.turn() == turn && unspoken > 0) {
      unspoken--;
      finishIfDone(nowMillis);
    }
  }

  private void finishIfDone(long nowMillis) {
    if (!ahead && !busy()) {
      if (state == AiState.SPEAKING) {
        turns.ownVoiceEnded(nowMillis);
      } else {
        turns.passed(nowMillis);
      }
      enter(paused ? AiState.PAUSED : AiState.LISTENING);
    }
  }

  private void stopTurn(long nowMillis) {
    dropWhatIsAhead();
    if (inTurn()) {
      nextTurn();
      thinking = false;
      unspoken = 0;
      mouth.hush();
      turns.ownVoiceEnded(nowMillis);
      enter(AiState.LISTENING);
    }
  }

  /** Whether the results of this turn may still be wanted. Any thread. */
  boolean current(long ofTurn) {
    return ofTurn == turn;
  }

  private void enter(AiState next) {
    if (state != next) {
      state = next;
      observer.stateChanged(next);
    }
  }
}
