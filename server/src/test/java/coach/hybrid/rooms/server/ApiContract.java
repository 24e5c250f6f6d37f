package coach.hybrid.rooms.server;

import com.google.gson.Gson;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An OpenAPI or AsyncAPI document as a judge; an answer may have no field it does not name. */
final class ApiContract {
  private static final Gson GSON = new Gson();
  private static final List<String> METHODS =
      List.of("get", "head", "post", "put", "patch", "delete");

  private final Map<String, Object> document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  ApiContract(String yaml) {
    document = map(closed(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /** Every object's properties are all there are, so that a field left out here is found. */
  private static @Nullable Object closed(@Nullable Object node) {
    if (node instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(closed(item)));
      return copy;
    }
    if (!(node instanceof Map<?, ?> source)) {
      return node;
    }
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
    source.forEach((name, value) -> copy.put(name, closed(value)));
    if (copy.get("properties") instanceof Map && copy.get("type") instanceof String) {
      copy.putIfAbsent("additionalProperties", false);
    }
    return copy;
  }

  /** As {@code GET /api/rooms/{roomId}/status}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    map(document.get("paths"))
        .forEach((path, item) ->
            map(item).keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  Object at(String... names) {
    Object node = document;
    for (String name : names) {
      node = resolve(map(node).get(name));
    }
    return node;
  }

  private Object resolve(@Nullable Object node) {
    if (node instanceof Map<?, ?> found && found.get("$ref") instanceof String ref) {
      return at(ref.substring(2).split("/", -1));
    }
    if (node == null) {
      throw new AssertionError("not in the document");
    }
    return node;
  }

  /** What is wrong with an answer of that operation; empty if nothing is. */
  List<String> violations(String method, String template, HttpResponse<String> response) {
    String status = Integer.toString(response.statusCode());
    Map<String, Object> responses =
        map(at("paths", template, method.toLowerCase(Locale.ROOT), "responses"));
    if (!responses.containsKey(status)) {
      return List.of(method + " " + template + " answers " + status + ", which nobody says");
    }
    Map<String, Object> answer = map(resolve(responses.get(status)));
    List<String> wrong = new ArrayList<>();
    map(answer.get("headers"))
        .forEach((name, header) -> {
          String value = response.headers().firstValue(name).orElse(null);
          Map<String, Object> said = map(resolve(header));
          if (value == null) {
            wrong.add(name + " is missing");
          } else {
            wrong.addAll(violations(said.get("schema"), GSON.toJson(value)));
          }
        });
    Map<String, Object> content = map(answer.get("content"));
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    if (content.isEmpty() ? !response.body().isEmpty() : !content.containsKey(type)) {
      wrong.add("a body of type '" + type + "', which nobody says");
    } else if (type.endsWith("json")) {
      wrong.addAll(violations(map(content.get(type)).get("schema"), response.body()));
    }
    return wrong;
  }

  List<String> violations(@Nullable Object schema, String json) {
    Map<String, Object> whole = new LinkedHashMap<>(map(schema));
    whole.put("components", document.get("components"));
    return registry.getSchema(GSON.toJson(whole)).validate(json, InputFormat.JSON).stream()
        .map(Error::toString)
        .map(error -> error + " in " + json)
        .toList();
  }
}
