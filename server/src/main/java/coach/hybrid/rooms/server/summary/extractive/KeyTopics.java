package coach.hybrid.rooms.server.summary.extractive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a session was about: noun phrases that come back, of both people, all over it. A phrase
 * within a longer one counts only for what it is outside of that (as in the C-value).
 */
final class KeyTopics {
  private static final int MOST_TOPICS = 7;
  private static final int MOST_WORDS = 3;
  private static final int QUARTERS = 4;

  /** A single word has to come up more often than a phrase to mean something. */
  private static final int LEAST_SINGLE = 3;

  private static final int LEAST_PHRASE = 2;

  /** In an hour a word comes up now and then by itself. */
  private static final int WORDS_PER_OCCURRENCE = 4_000;

  /** Of whom one talks is seldom what one talks about. */
  private static final double NAME_WEIGHT = 0.2;

  private record Scored(Phrase phrase, double score) {}

  private final Map<List<String>, Phrase> phrases = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final int turns;
  private int words;

  private KeyTopics(List<Sentence> sentences) {
    this.turns = sentences.isEmpty() ? 1 : sentences.getLast().turn() + 1;
    for (Sentence each : sentences) {
      Collections.addAll(
          names, each.said().name().toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1));
    }
  }

  /** The strongest first. */
  static List<String> of(List<Sentence> sentences) {
    KeyTopics topics = new KeyTopics(sentences);
    sentences.forEach(topics::read);
    return topics.best();
  }

  private void read(Sentence sentence) {
    words += sentence.words().size();
    List<Word> chunk = new ArrayList<>();
    for (Word word : sentence.words()) {
      if (fits(word)) {
        chunk.add(word);
      } else {
        count(sentence, chunk);
        chunk.clear();
      }
    }
    count(sentence, chunk);
  }

  private boolean fits(Word word) {
    return (word.isNoun() || word.kind().equals("ADJ"))
        && word.isContent()
        && !names.contains(word.text().toLowerCase(Locale.ROOT));
  }

  private void count(Sentence sentence, List<Word> chunk) {
    int quarter = sentence.turn() * QUARTERS / turns;
    for (int to = 1; to <= chunk.size(); to++) {
      if (!chunk.get(to - 1).isNoun()) {
        continue;
      }
      for (int from = Math.max(0, to - MOST_WORDS); from < to; from++) {
        List<Word> part = chunk.subList(from, to);
        List<String> stems = part.stream().map(Word::stem).toList();
        phrases
            .computeIfAbsent(stems, Phrase::new)
            .seen(
                form(sentence, part),
                part.getLast().isName(),
                sentence.said().participantId(),
                quarter);
      }
    }
  }

  /** Names keep their capital, the first word of a sentence does not. */
  @SuppressWarnings("ReferenceEquality") // The very word, not one like it.
  private static String form(Sentence sentence, List<Word> part) {
    Word first = sentence.words().getFirst();
    return part.stream()
        .map(word ->
            word.isName() && word != first ? word.text() : word.text().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private List<String> best() {
    List<Scored> scored = new ArrayList<>();
    Collection<Phrase> lasting = phrases.values().stream().filter(this::comesBack).toList();
    for (Phrase phrase : lasting) {
      scored.add(new Scored(phrase, score(phrase, lasting)));
    }
    scored.sort(
        Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparing(each -> each.phrase().form()));
    List<Phrase> chosen = new ArrayList<>();
    for (Scored each : scored) {
      if (chosen.size() < MOST_TOPICS && each.score() > 0 && isNew(each.phrase(), chosen)) {
        chosen.add(each.phrase());
      }
    }
    return chosen.stream().map(Phrase::form).toList();
  }

  private boolean comesBack(Phrase phrase) {
    int least = phrase.stems().size() == 1 ? LEAST_SINGLE : LEAST_PHRASE;
    return phrase.count() >= least + words / WORDS_PER_OCCURRENCE;
  }

  private static double score(Phrase phrase, Collection<Phrase> lasting) {
    int within = 0;
    for (Phrase longer : lasting) {
      if (longer.contains(phrase)) {
        within = Math.max(within, longer.count());
      }
    }
    double weight = Math.log(phrase.stems().size() + 1.0) / Math.log(2);
    return weight
        * (phrase.count() - within)
        * phrase.spread()
        * (phrase.isName() ? NAME_WEIGHT : 1);
  }

  /** Two topics with a word in common are one. */
  private static boolean isNew(Phrase phrase, List<Phrase> chosen) {
    return chosen.stream().allMatch(each -> Collections.disjoint(each.stems(), phrase.stems()));
  }
}
