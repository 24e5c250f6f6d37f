package coach.hybrid.rooms.e2e;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link Nets} measured, as tables to read and as JSON, and what was not as it must be. */
final class NetsReport {
  /** One table. */
  private record Section(String title, List<Map<String, String>> rows) {}

  private final List<Section> sections = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  void section(String title) {
    sections.add(new Section(title, new ArrayList<>()));
  }

  /** Names and values by turns; every row of a section has the same names. */
  void row(String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i + 1 < cells.length; i += 2) {
      row.put(cells[i], cells[i + 1]);
    }
    sections.getLast().rows().add(row);
    System.out.println(row);
  }

  /** Notes a fault unless this holds. */
  void that(boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
      System.out.println("WRONG " + otherwise);
    }
  }

  boolean isGood() {
    return faults.isEmpty();
  }

  private String markdown(String machine) {
    StringBuilder text = new StringBuilder(machine).append('\n');
    for (Section section : sections) {
      text.append("\n### ").append(section.title()).append("\n\n");
      if (!section.rows().isEmpty()) {
        List<String> names = List.copyOf(section.rows().getFirst().keySet());
        line(text, names);
        line(text, names.stream().map(_ -> "---").toList());
        section.rows().forEach(row -> line(text, List.copyOf(row.values())));
      }
    }
    text.append("\n").append(faults.isEmpty() ? "Nothing was wrong.\n" : "Wrong:\n\n");
    faults.forEach(fault -> text.append("- ").append(fault).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** Two files in this folder; says the first, too. */
  void write(Path folder, String machine) throws IOException {
    Files.createDirectories(folder);
    String markdown = markdown(machine);
    Files.writeString(folder.resolve("nets.md"), markdown);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("machine", machine);
    json.put("sections", sections);
    json.put("faults", faults);
    Files.writeString(
        folder.resolve("nets.json"),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json));
    System.out.println(markdown);
  }
}
