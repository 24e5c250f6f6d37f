package coach.hybrid.rooms.server.http;

import static coach.hybrid.rooms.server.http.YamlDocument.list;
import static coach.hybrid.rooms.server.http.YamlDocument.map;
import static coach.hybrid.rooms.server.http.YamlDocument.nameOf;
import static coach.hybrid.rooms.server.http.YamlDocument.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** One schema as a table of fields, nested ones with their path. */
final class SchemaTable {
  private final YamlDocument document;

  SchemaTable(YamlDocument document) {
    this.document = document;
  }

  /** Adds the table; a sentence instead if the schema has no fields of its own. */
  void addTo(Element parent, @Nullable Object schema) {
    Map<String, Object> resolved = document.resolve(schema);
    if (map(resolved.get("properties")).isEmpty()) {
      Prose.add(
          parent.appendElement("p"), describe(schema) + ". " + text(resolved.get("description")));
      return;
    }
    Element table = parent.appendElement("div").addClass("scroll").appendElement("table");
    Element head = table.appendElement("thead").appendElement("tr");
    for (String title : List.of("field", "type", "")) {
      head.appendElement("th").attr("scope", "col").text(title);
    }
    addRows(table.appendElement("tbody"), resolved, "");
  }

  private void addRows(Element body, Map<String, Object> schema, String path) {
    List<?> required = list(schema.get("required"));
    map(schema.get("properties"))
        .forEach((name, property) -> {
          Map<String, Object> resolved = document.resolve(property);
          Element row = body.appendElement("tr");
          Element field = row.appendElement("th").attr("scope", "row");
          field.appendElement("code").text(path + name);
          if (!required.contains(name)) {
            field.appendElement("small").text(" optional");
          }
          row.appendElement("td").text(describe(property));
          Prose.add(row.appendElement("td"), text(resolved.get("description")));
          addNested(body, resolved, path + name);
        });
  }

  private void addNested(Element body, Map<String, Object> schema, String path) {
    addRows(body, schema, path + ".");
    Map<String, Object> items = document.resolve(schema.get("items"));
    addRows(body, items, path + "[].");
    Map<String, Object> values = document.resolve(schema.get("additionalProperties"));
    addRows(body, values, path + ".{id}.");
  }

  /** In few words: the type, what it may be, and its bounds. */
  private String describe(@Nullable Object schema) {
    Map<String, Object> resolved = document.resolve(schema);
    if (resolved.containsKey("const")) {
      return text(resolved.get("const"));
    }
    List<String> words = new ArrayList<>();
    if (resolved.containsKey("enum")) {
      words.add(join(list(resolved.get("enum")), " | "));
    } else if (resolved.get("type") instanceof List<?> types) {
      words.add(join(types, " or "));
    } else if ("array".equals(resolved.get("type"))) {
      words.add("list of " + describe(resolved.get("items")));
    } else {
      words.add(text(resolved.get("type")));
    }
    if (resolved.containsKey("format")) {
      words.add(text(resolved.get("format")));
    }
    addBounds(words, resolved, "minimum", "maximum", "");
    addBounds(words, resolved, "minLength", "maxLength", " characters");
    if (resolved.containsKey("default")) {
      words.add("default " + text(resolved.get("default")));
    }
    String name = nameOf(schema);
    return String.join(", ", words) + (name.equals("ProblemCode") ? " (see Problem)" : "");
  }

  private static void addBounds(
      List<String> words, Map<String, Object> schema, String least, String most, String unit) {
    if (schema.containsKey(most)) {
      words.add(text(schema.getOrDefault(least, 0)) + " to " + text(schema.get(most)) + unit);
    }
  }

  private static String join(List<?> items, String separator) {
    return items.stream().map(YamlDocument::text).collect(Collectors.joining(separator));
  }
}
