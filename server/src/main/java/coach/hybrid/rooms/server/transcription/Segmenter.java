package coach.hybrid.rooms.server.transcription;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds utterances in a row of judged windows (32 ms each). Pure: knows neither audio nor time,
 * only how likely each window is voice and how loud it is. Windows are counted from the last {@link
 * #restart}.
 */
final class Segmenter {
  static final int WINDOW_MILLIS = 32;

  /** A window this likely begins an utterance and keeps it going; below the other it rests. */
  private static final float VOICE = 0.5f;

  private static final float STILL_VOICE = 0.35f;

  private static final int PRE_ROLL = 300 / WINDOW_MILLIS;
  private static final int POST_ROLL = 200 / WINDOW_MILLIS;

  /**
   * A rest this long ends an utterance. One that is short waits longer for more, because whisper
   * needs the words around a word; one that is long already ends sooner. What was said is shown at
   * a shorter rest than any of these.
   */
  private static final int HANG_OVER = 544 / WINDOW_MILLIS;

  private static final int SHORT = 6_000 / WINDOW_MILLIS;

  private static final int LONG = 8_000 / WINDOW_MILLIS;
  private static final int LONG_HANG_OVER = 288 / WINDOW_MILLIS;

  private static final int MAX = 15_000 / WINDOW_MILLIS;

  /** How far back the quietest point of speech without a rest is looked for. */
  private static final int CUT_WITHIN = 5_000 / WINDOW_MILLIS;

  /** Less voice than this is a click or a cough. */
  private static final int MIN_VOICED = 192 / WINDOW_MILLIS;

  private final int patience;
  private final float[] voices = new float[MAX];
  private final float[] levels = new float[MAX];
  private int length;
  private long next;
  private long from;
  private long earliest;
  private long lastVoiced;
  private boolean speaking;

  /**
   * One for each stream.
   *
   * @param patienceMillis the rest that ends a short utterance
   */
  Segmenter(int patienceMillis) {
    patience = patienceMillis / WINDOW_MILLIS;
  }

  /**
   * A stretch of windows: {@code from} to before {@code to}.
   *
   * @param firstVoiced the first window with voice
   * @param lastVoiced the last window with voice: of one utterance, what agrees on it says the same
   * @param spoken whether there is enough voice for words
   */
  record Stretch(
      long from,
      long to,
      long firstVoiced,
      long lastVoiced,
      VoiceEvidence evidence,
      boolean spoken) {}

  /** Hears the next window; what it ended, if it ended something. */
  @Nullable Stretch accept(float voice, float level) {
    long window = next++;
    if (!speaking) {
      if (voice < VOICE) {
        return null;
      }
      begin(Math.max(earliest, window - PRE_ROLL), window);
    }
    voices[length] = voice;
    levels[length] = level;
    length++;
    if (voice >= VOICE || (voice >= STILL_VOICE && lastVoiced == window - 1)) {
      lastVoiced = window;
    }
    if (window - lastVoiced >= hangOver()) {
      return end();
    }
    return length == MAX ? cut() : null;
  }

  private void begin(long first, long window) {
    speaking = true;
    from = first;
    lastVoiced = window;
    length = (int) (window - first);
    Arrays.fill(voices, 0, length, 0);
    Arrays.fill(levels, 0, length, 0);
  }

  /** Nothing follows; what that ended, if somebody was speaking. */
  @Nullable Stretch finish() {
    return speaking ? end() : null;
  }

  private Stretch end() {
    Stretch stretch = soFar();
    earliest = stretch.to();
    speaking = false;
    length = 0;
    return stretch;
  }

  /** Ends what never rests where it is quietest, and goes on from there. */
  private Stretch cut() {
    int at = quietest();
    Stretch stretch = stretch(from + at, Math.min(lastVoiced, from + at - 1));
    System.arraycopy(voices, at, voices, 0, length - at);
    System.arraycopy(levels, at, levels, 0, length - at);
    length -= at;
    from += at;
    earliest = from;
    return stretch;
  }

  private int quietest() {
    int best = length - 2;
    float least = Float.MAX_VALUE;
    for (int i = length - CUT_WITHIN; i < length - 1; i++) {
      float loudness = levels[i - 1] + levels[i] + levels[i + 1];
      if (loudness <= least) {
        least = loudness;
        best = i;
      }
    }
    return best;
  }

  boolean speaking() {
    return speaking;
  }

  /** The utterance as it stands; only while somebody speaks. */
  Stretch soFar() {
    return stretch(Math.max(from, Math.min(next, lastVoiced + 1 + POST_ROLL)), lastVoiced);
  }

  /** For how many windows a speaker has been resting. */
  int resting() {
    return (int) (next - 1 - lastVoiced);
  }

  private int hangOver() {
    if (length < SHORT) {
      return Math.max(HANG_OVER, patience);
    }
    return length < LONG ? HANG_OVER : LONG_HANG_OVER;
  }

  /** How long a rest is, before the utterance is as long as its end will be. */
  static int shortRest() {
    return POST_ROLL;
  }

  private Stretch stretch(long to, long voicedUntil) {
    int voiced = 0;
    int run = 0;
    int longestRun = 0;
    float sum = 0;
    long first = to;
    for (int i = 0; i < to - from; i++) {
      boolean voice = voices[i] >= VOICE;
      first = voice ? Math.min(first, from + i) : first;
      voiced += voice ? 1 : 0;
      sum += voice ? voices[i] : 0;
      run = voice ? run + 1 : 0;
      longestRun = Math.max(longestRun, run);
    }
    VoiceEvidence evidence =
        new VoiceEvidence(
            voiced * WINDOW_MILLIS,
            (int) Math.max(0, voicedUntil + 1 - first) * WINDOW_MILLIS,
            voiced == 0 ? 0 : sum / voiced,
            longestRun * WINDOW_MILLIS);
    return new Stretch(from, to, first, voicedUntil, evidence, voiced >= MIN_VOICED);
  }

  /** The oldest window that may still be asked for. */
  long oldestNeeded() {
    return speaking ? from : Math.max(earliest, next - PRE_ROLL);
  }

  /** What comes does not follow on what was; windows are counted from 0 again. */
  void restart() {
    next = 0;
    from = 0;
    earliest = 0;
    length = 0;
    speaking = false;
  }
}
