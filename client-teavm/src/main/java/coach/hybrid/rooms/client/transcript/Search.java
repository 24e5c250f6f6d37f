package coach.hybrid.rooms.client.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Finds words in the transcript, whatever their case, and goes from one place to the next. */
public final class Search {
  /** Where the words stand: in which utterance, and from which of its characters on. */
  private static final class Hit {
    final int utteranceId;
    final int from;

    Hit(int utteranceId, int from) {
      this.utteranceId = utteranceId;
      this.from = from;
    }
  }

  private final Transcript transcript;
  private final UnaryOperator<String> fold;
  private String words = "";
  private final List<Hit> hits = new ArrayList<>();
  private int current;

  /**
   * Nothing is looked for at first.
   *
   * @param fold takes the case away, one character for one: the browser knows how, and TeaVM would
   *     bring tables that weigh more than all the rest of this
   */
  public Search(Transcript transcript, UnaryOperator<String> fold) {
    this.transcript = transcript;
    this.fold = fold;
  }

  /** Looks for other words, beginning with the first place. */
  public void find(String typed) {
    words = fold.apply(typed.trim());
    hits.clear();
    current = 0;
    collect();
  }

  /**
   * After the transcript changed: the same words, at the place where we were if it is still one.
   */
  public void refresh() {
    Hit before = hits.isEmpty() ? null : hits.get(current);
    hits.clear();
    collect();
    current = Math.max(0, Math.min(current, hits.size() - 1));
    for (int i = 0; i < hits.size() && before != null; i++) {
      if (isAt(hits.get(i), before.utteranceId, before.from)) {
        current = i;
      }
    }
  }

  /** Goes on by so many places, round the ends. */
  public void move(int step) {
    if (!hits.isEmpty()) {
      current = Math.floorMod(current + step, hits.size());
    }
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  public int count() {
    return hits.size();
  }

  /** From one on, or 0 if there is none. */
  public int position() {
    return hits.isEmpty() ? 0 : current + 1;
  }

  /** Whether the place where we are is this one. */
  public boolean isCurrent(int utteranceId, int from) {
    return !hits.isEmpty() && isAt(hits.get(current), utteranceId, from);
  }

  private static boolean isAt(Hit hit, int utteranceId, int from) {
    return hit.utteranceId == utteranceId && hit.from == from;
  }

  /** How many characters a hit has. */
  public int length() {
    return words.length();
  }

  /** Where in this text the words begin, from this character on; -1 if nowhere. */
  public int next(String text, int from) {
    return words.isEmpty() ? -1 : fold.apply(text).indexOf(words, from);
  }

  private void collect() {
    if (words.isEmpty()) {
      return;
    }
    for (Utterance utterance : transcript.utterances()) {
      String text = fold.apply(utterance.text());
      int at = text.indexOf(words);
      while (at >= 0) {
        hits.add(new Hit(utterance.utteranceId(), at));
        at = text.indexOf(words, at + words.length());
      }
    }
  }
}
