package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object, field by field, in the order of the calls. Absent values write nothing.
 */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private boolean first = true;

  private JsonWriter(StringBuilder out) {
    this.out = out;
    out.append('{');
  }

  /** Starts a message of this type. */
  static JsonWriter message(String type) {
    return new JsonWriter(new StringBuilder(128)).field(Field.TYPE, type);
  }

  JsonWriter field(String name, String value) {
    name(name);
    quote(out, value);
    return this;
  }

  JsonWriter optional(String name, @Nullable String value) {
    return value == null ? this : field(name, value);
  }

  JsonWriter optional(String name, @Nullable Integer value) {
    return value == null ? this : field(name, value.intValue());
  }

  JsonWriter field(String name, boolean value) {
    name(name);
    out.append(value ? "true" : "false");
    return this;
  }

  JsonWriter field(String name, int value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonWriter field(String name, RawJson value) {
    name(name);
    out.append(value.text());
    return this;
  }

  JsonWriter strings(String name, List<String> values) {
    name(name);
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      quote(out, values.get(i));
    }
    out.append(']');
    return this;
  }

  JsonWriter beginArray(String name) {
    name(name);
    out.append('[');
    return this;
  }

  /** An object inside the array begun last; end it before the next. */
  JsonWriter beginElement() {
    if (out.charAt(out.length() - 1) != '[') {
      out.append(',');
    }
    return new JsonWriter(out);
  }

  JsonWriter endArray() {
    out.append(']');
    return this;
  }

  JsonWriter beginObject(String name) {
    name(name);
    return new JsonWriter(out);
  }

  void endObject() {
    out.append('}');
  }

  String end() {
    return out.append('}').toString();
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    out.append('"').append(name).append("\":");
  }

  static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !paired(value, i))) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(HEX.charAt((c >> shift) & 15));
            }
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** A lone surrogate has no UTF-8 form, so it would not survive the socket (RFC 8259, 8.2). */
  private static boolean paired(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }
}
