package coach.hybrid.rooms.server.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An OpenAPI or AsyncAPI document, with its references followed. */
final class YamlDocument {
  private final Map<String, Object> root;

  YamlDocument(String yaml) {
    root = map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  Map<String, Object> root() {
    return root;
  }

  /** An object, or an empty one. */
  @SuppressWarnings("unchecked") // Keys of these documents are strings.
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> found ? found : List.of();
  }

  static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** The object itself, or the one it refers to. */
  Map<String, Object> resolve(@Nullable Object value) {
    Map<String, Object> found = map(value);
    return found.get("$ref") instanceof String reference ? at(reference) : found;
  }

  private Map<String, Object> at(String reference) {
    Map<String, Object> node = root;
    for (String name : reference.substring(2).split("/", -1)) {
      node = resolve(node.get(name));
    }
    if (node.isEmpty()) {
      throw new IllegalStateException("the API's document has no " + reference);
    }
    return node;
  }

  /** The last part of a reference; empty for what stands in its place. */
  static String nameOf(@Nullable Object value) {
    String reference = text(map(value).get("$ref"));
    return reference.substring(reference.lastIndexOf('/') + 1);
  }
}
