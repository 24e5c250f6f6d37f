package coach.hybrid.rooms.server.summary.extractive;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A noun phrase and where it came up; grows while a transcript is read, on one thread. */
final class Phrase {
  private final List<String> stems;
  private final Map<String, Integer> forms = new HashMap<>();
  private final Set<String> speakers = new HashSet<>();
  private final Set<Integer> quarters = new HashSet<>();
  private int count;
  private int names;

  Phrase(List<String> stems) {
    this.stems = List.copyOf(stems);
  }

  void seen(String form, boolean name, String speaker, int quarter) {
    count++;
    names += name ? 1 : 0;
    forms.merge(form, 1, Integer::sum);
    speakers.add(speaker);
    quarters.add(quarter);
  }

  List<String> stems() {
    return stems;
  }

  int count() {
    return count;
  }

  /** Mostly written with a capital: a person or a place more often than a topic. */
  boolean isName() {
    return stems.size() == 1 && names * 2 > count;
  }

  /** As it was said most often; of equals the shortest, then by the alphabet. */
  String form() {
    return forms.entrySet().stream()
        .min(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparingInt(each -> each.getKey().length())
                .thenComparing(Map.Entry::getKey))
        .orElseThrow()
        .getKey();
  }

  /** What both talk about, and come back to, is a topic rather than a word. */
  double spread() {
    return 1 + 0.25 * Math.min(1, speakers.size() - 1) + 0.2 * (quarters.size() - 1);
  }

  boolean contains(Phrase other) {
    return stems.size() > other.stems.size() && Collections.indexOfSubList(stems, other.stems) >= 0;
  }
}
