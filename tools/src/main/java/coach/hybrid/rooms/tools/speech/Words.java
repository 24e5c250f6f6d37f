package coach.hybrid.rooms.tools.speech;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How many words are wrong. */
public final class Words {
  private Words() {}

  public static List<String> of(String text) {
    return Arrays.stream(
            text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}' ]+", " ").strip().split(" +"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Substitutions, insertions and omissions for each word that was really said. */
  public static double errorRate(String said, String written) {
    int[] row = lastRow(of(said), of(written), 1);
    return row[row.length - 1] / (double) Math.max(1, of(said).size());
  }

  /** The same for the part of what was written where it was written best. */
  public static double errorRateWithin(String said, String written) {
    int[] row = lastRow(of(said), of(written), 0);
    return Arrays.stream(row).min().orElse(0) / (double) Math.max(1, of(said).size());
  }

  /** Of the distances (Levenshtein) to each beginning of the guess. */
  private static int[] lastRow(List<String> truth, List<String> guess, int skipped) {
    int[] row = new int[guess.size() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j * skipped;
    }
    for (int i = 1; i <= truth.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (truth.get(i - 1).equals(guess.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row;
  }
}
