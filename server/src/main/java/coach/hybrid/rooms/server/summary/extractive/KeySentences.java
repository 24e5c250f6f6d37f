package coach.hybrid.rooms.server.summary.extractive;

import coach.hybrid.rooms.protocol.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sentences most others have to do with: TextRank over shared words, weighted by length, place
 * and speaker, chosen so that no two say the same. Used once, by one thread.
 */
final class KeySentences {
  /** Beyond that the shortest are left out: comparing is quadratic. */
  private static final int MOST_COMPARED = 1_500;

  private static final int LEAST_CONTENT = 3;
  private static final int MOST_WORDS = 45;
  private static final int GOOD_WORDS = 12;
  private static final int ROUNDS = 25;
  private static final double DAMPING = 0.85;
  private static final double LEAST_SIMILAR = 0.05;

  /** How much a sentence loses for being like one already chosen. */
  private static final double DIVERSITY = 0.9;

  private static final double OPENING = 0.1;
  private static final double CLOSING = 0.8;

  private final List<Sentence> sentences;
  private final int turns;
  private final List<Map<String, Double>> vectors = new ArrayList<>();

  private KeySentences(List<Sentence> all) {
    this.turns = all.isEmpty() ? 1 : all.getLast().turn() + 1;
    this.sentences = longest(all.stream().filter(KeySentences::fits).toList());
  }

  private static boolean fits(Sentence sentence) {
    return content(sentence) >= LEAST_CONTENT && sentence.words().size() <= MOST_WORDS;
  }

  /** In their order. */
  private static List<Sentence> longest(List<Sentence> fitting) {
    if (fitting.size() <= MOST_COMPARED) {
      return fitting;
    }
    Set<Integer> kept =
        IntStream.range(0, fitting.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -content(fitting.get(i))))
            .limit(MOST_COMPARED)
            .collect(Collectors.toSet());
    return IntStream.range(0, fitting.size())
        .filter(kept::contains)
        .mapToObj(fitting::get)
        .toList();
  }

  /** In the order in which they were said. */
  static List<Sentence> of(List<Sentence> all, int most) {
    return new KeySentences(all).choose(most);
  }

  private static long content(Sentence sentence) {
    return sentence.words().stream().filter(Word::isContent).map(Word::stem).distinct().count();
  }

  private List<Sentence> choose(int most) {
    weigh();
    double[] rank = rank();
    for (int i = 0; i < rank.length; i++) {
      rank[i] *= prior(sentences.get(i));
    }
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(most, sentences.size())) {
      int best = -1;
      double bestScore = -1;
      for (int i = 0; i < rank.length; i++) {
        double score = chosen.contains(i) ? -1 : rank[i] * novelty(i, chosen);
        if (score > bestScore) {
          best = i;
          bestScore = score;
        }
      }
      chosen.add(best);
    }
    return chosen.stream().sorted().map(sentences::get).toList();
  }

  private double novelty(int candidate, List<Integer> chosen) {
    double most = 0;
    for (int each : chosen) {
      most = Math.max(most, cosine(vectors.get(candidate), vectors.get(each)));
    }
    return 1 - DIVERSITY * most;
  }

  /** Every sentence as a vector of length 1 of its words, rare ones weighing more. */
  private void weigh() {
    Map<String, Integer> spread = new HashMap<>();
    List<Set<String>> stems = new ArrayList<>();
    for (Sentence sentence : sentences) {
      Set<String> own = new HashSet<>();
      sentence.words().stream().filter(Word::isContent).map(Word::stem).forEach(own::add);
      stems.add(own);
      own.forEach(stem -> spread.merge(stem, 1, Integer::sum));
    }
    for (Set<String> own : stems) {
      Map<String, Double> vector = new HashMap<>();
      double square = 0;
      for (String stem : own) {
        double weight = Math.log(1 + sentences.size() / (double) spread.getOrDefault(stem, 1));
        vector.put(stem, weight);
        square += weight * weight;
      }
      double length = Math.sqrt(square);
      vector.replaceAll((_, weight) -> weight / length);
      vectors.add(vector);
    }
  }

  private static double cosine(Map<String, Double> one, Map<String, Double> other) {
    boolean oneIsShorter = one.size() <= other.size();
    Map<String, Double> shorter = oneIsShorter ? one : other;
    Map<String, Double> longer = oneIsShorter ? other : one;
    double sum = 0;
    for (Map.Entry<String, Double> each : shorter.entrySet()) {
      sum += each.getValue() * longer.getOrDefault(each.getKey(), 0.0);
    }
    return sum;
  }

  private double[] rank() {
    int count = sentences.size();
    float[][] similar = new float[count][count];
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double cosine = cosine(vectors.get(i), vectors.get(j));
        if (cosine >= LEAST_SIMILAR) {
          similar[i][j] = (float) cosine;
          similar[j][i] = (float) cosine;
          out[i] += cosine;
          out[j] += cosine;
        }
      }
    }
    double[] rank = new double[count];
    Arrays.fill(rank, 1);
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[count];
      for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
          sum += similar[i][j] == 0 ? 0 : similar[i][j] / out[j] * rank[j];
        }
        next[i] = 1 - DAMPING + DAMPING * sum;
      }
      rank = next;
    }
    return rank;
  }

  /** Whole statements of the client, towards the end, tell more than questions of the coach. */
  private double prior(Sentence sentence) {
    double place = sentence.turn() / (double) turns;
    double byPlace = place < OPENING ? 1.15 : place > CLOSING ? 1.25 : 1;
    double byKind = sentence.isQuestion() ? 0.4 : 1;
    double byRole = sentence.said().role() == Role.CLIENT ? 1.2 : 0.9;
    double byLength = Math.min(1, sentence.words().size() / (double) GOOD_WORDS);
    return byPlace * byKind * byRole * byLength;
  }
}
