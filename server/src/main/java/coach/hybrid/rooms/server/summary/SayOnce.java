package coach.hybrid.rooms.server.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Leaves out what an earlier text says already: nearly the same words, in any order. */
final class SayOnce {
  private static final double SAME = 0.75;

  private SayOnce() {}

  static List<String> of(List<String> texts) {
    List<String> kept = new ArrayList<>();
    List<Set<String>> said = new ArrayList<>();
    for (String text : texts) {
      Set<String> words = words(text);
      if (!words.isEmpty() && said.stream().noneMatch(before -> overlap(before, words) >= SAME)) {
        kept.add(text);
        said.add(words);
      }
    }
    return kept;
  }

  /** As sentences of one text. */
  static String joined(List<String> texts) {
    StringBuilder joined = new StringBuilder();
    for (String text : of(texts)) {
      if (!joined.isEmpty()) {
        joined.append(joined.toString().matches("(?s).*[.!?…]") ? " " : ". ");
      }
      joined.append(text);
    }
    return joined.toString();
  }

  /** Of all words of both, how many both have. */
  private static double overlap(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.retainAll(other);
    return both.size() / (double) (one.size() + other.size() - both.size());
  }

  /** Plurals count as their singulars, hyphens as spaces. */
  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .filter(word -> !word.isEmpty())
        .map(word ->
            word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
        .forEach(words::add);
    return words;
  }
}
