package coach.hybrid.rooms.server.summary.extractive;

import java.util.List;

/**
 * One sentence of a turn.
 *
 * @param turn its turn's place in the session
 */
record Sentence(int turn, Turn said, String text, List<Word> words) {
  Sentence {
    words = List.copyOf(words);
  }

  boolean isQuestion() {
    return text.endsWith("?");
  }
}
