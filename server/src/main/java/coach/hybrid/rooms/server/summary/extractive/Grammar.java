package coach.hybrid.rooms.server.summary.extractive;

import java.util.List;

/** Takes text apart. Not for more than one thread at a time. */
interface Grammar {
  List<String> sentences(String text);

  List<Word> words(String sentence);

  /** Whether it tells kinds of words apart, which topics and agreements are found by. */
  boolean knowsKinds();
}
