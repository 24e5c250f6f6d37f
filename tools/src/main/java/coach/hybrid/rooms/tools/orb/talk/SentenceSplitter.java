package coach.hybrid.rooms.tools.orb.talk;

import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of text into sentences as soon as each is whole. Touched by one thread. */
public final class SentenceSplitter {
  private static final int LONGEST_SENTENCE_CHARS = 300;

  private final StringBuilder rest = new StringBuilder();

  /** Takes more text and returns the sentences it completed. */
  public List<String> add(String text) {
    rest.append(text);
    List<String> sentences = new ArrayList<>();
    int end;
    while ((end = sentenceEnd()) > 0) {
      String sentence = rest.substring(0, end).strip();
      rest.delete(0, end);
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
      }
    }
    return sentences;
  }

  /** A stop followed by white space ends a sentence: "3.5" does not, and neither does "Dr.". */
  private int sentenceEnd() {
    for (int i = 0; i + 1 < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean stop = c == '.' || c == '!' || c == '?' || c == '…';
      if ((stop && Character.isWhitespace(rest.charAt(i + 1)) && !abbreviation(i)) || c == '\n') {
        return i + 1;
      }
      if (i >= LONGEST_SENTENCE_CHARS && c == ' ') {
        return i + 1;
      }
    }
    return rest.length() > 2 * LONGEST_SENTENCE_CHARS ? LONGEST_SENTENCE_CHARS : 0;
  }

  private boolean abbreviation(int stop) {
    if (rest.charAt(stop) != '.') {
      return false;
    }
    int start = stop;
    while (start > 0 && Character.isLetter(rest.charAt(start - 1))) {
      start--;
    }
    String word = rest.substring(start, stop);
    return switch (word) {
      case "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "e", "g", "i" -> true;
      default -> false;
    };
  }

  /** What is left when the stream has ended; empty if nothing is. */
  public String finish() {
    String last = rest.toString().strip();
    rest.setLength(0);
    return last;
  }
}
