package coach.hybrid.rooms.server.summary.extractive;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Any language, by the breaks that Unicode knows: sentences and words, but not their kinds. */
final class PlainGrammar implements Grammar {
  private final Locale locale;

  PlainGrammar(String lang) {
    this.locale = Locale.forLanguageTag(lang);
  }

  @Override
  public List<String> sentences(String text) {
    return pieces(BreakIterator.getSentenceInstance(locale), text);
  }

  @Override
  public List<Word> words(String sentence) {
    return pieces(BreakIterator.getWordInstance(locale), sentence).stream()
        .map(word -> new Word(word, Word.UNKNOWN, word.toLowerCase(locale)))
        .toList();
  }

  private static List<String> pieces(BreakIterator breaks, String text) {
    List<String> pieces = new ArrayList<>();
    breaks.setText(text);
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      String piece = text.substring(from, to).strip();
      if (!piece.isEmpty()) {
        pieces.add(piece);
      }
      from = to;
    }
    return pieces;
  }

  @Override
  public boolean knowsKinds() {
    return false;
  }
}
