package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.Situation;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What was said as far as the orb knows, for its answers and its summary. Orb's thread only. */
final class SessionNotes {
  private static final int MOST_LINES = 4_000;
  private static final int LINES_TO_THINK_WITH = 12;

  /** One utterance; times since the room's actual start. */
  private record Line(String name, String text, int startMillis, int endMillis) {}

  private final List<Line> lines = new ArrayList<>();
  private int ownTurns;

  void heard(String name, String text, int startMillis, int endMillis) {
    if (lines.size() < MOST_LINES && !text.isBlank()) {
      lines.add(new Line(name, text.strip(), startMillis, endMillis));
    }
  }

  void spoke(String name, String text, int startMillis, int endMillis) {
    ownTurns++;
    heard(name, text, startMillis, endMillis);
  }

  /** The last lines, oldest first. */
  List<Situation.Line> recent() {
    return lines.subList(Math.max(0, lines.size() - LINES_TO_THINK_WITH), lines.size()).stream()
        .map(line -> new Situation.Line(line.name(), line.text()))
        .toList();
  }

  /** Seed 003's summary. What the orb did not find out it leaves empty. */
  String summary(long durationMillis, List<Situation.Person> people) {
    JsonObject summary = new JsonObject();
    summary.addProperty("duration", durationMillis);
    summary.add("keyTopics", new JsonArray());
    summary.addProperty("progress", progress(people));
    summary.addProperty("recommendations", "");
    JsonArray transcript = new JsonArray();
    for (Line line : lines) {
      JsonObject entry = new JsonObject();
      entry.addProperty("speaker", line.name());
      entry.addProperty("text", line.text());
      entry.addProperty("startMillis", line.startMillis());
      entry.addProperty("endMillis", line.endMillis());
      transcript.add(entry);
    }
    summary.add("transcript", transcript);
    return summary.toString();
  }

  private String progress(List<Situation.Person> people) {
    StringBuilder text = new StringBuilder();
    for (Situation.Person person : people) {
      text.append(person.name())
          .append(" spoke for ")
          .append(Math.round(person.spokenMillis() / 1_000.0))
          .append(" s. ");
    }
    return text.append("The assistant spoke ").append(ownTurns).append(" times.").toString();
  }
}
