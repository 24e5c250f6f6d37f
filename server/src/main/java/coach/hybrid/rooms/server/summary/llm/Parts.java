package coach.hybrid.rooms.server.summary.llm;

import java.util.ArrayList;
import java.util.List;

/** Puts lines together until the model could not take more at once; a line is never torn. */
final class Parts {
  private Parts() {}

  /** A line that is too long by itself is a part by itself. */
  static List<List<String>> of(List<String> lines, int mostChars) {
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    int chars = 0;
    for (String line : lines) {
      if (!part.isEmpty() && chars + line.length() + 1 > mostChars) {
        parts.add(List.copyOf(part));
        part.clear();
        chars = 0;
      }
      part.add(line);
      chars += line.length() + 1;
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }
}
