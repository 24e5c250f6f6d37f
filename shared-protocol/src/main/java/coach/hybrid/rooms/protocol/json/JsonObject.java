package coach.hybrid.rooms.protocol.json;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object read lazily: where each field's value lies in the text, turned into a Java value
 * only when asked for. A name that stands twice means its last value, as in {@code JSON.parse}.
 */
public final class JsonObject {
  private record Slice(int start, int end) {}

  /** A handful of them: a map would be slower, and 1 KB of the browser's bundle. */
  private record Member(String name, Slice value) {}

  private final String text;
  private final List<Member> members = new ArrayList<>();
  private @Nullable String messageType;

  private JsonObject(String text) {
    this.text = text;
  }

  /** Parses text that must be one JSON object and nothing else. */
  public static JsonObject parse(String text) throws ProtocolException {
    JsonScanner scanner = new JsonScanner(text, 0);
    if (scanner.peek() != '{') {
      scanner.skipValue();
      scanner.expectEnd();
      throw new ProtocolException(
          ErrorCode.WRONG_TYPE, "a message must be a JSON object", null, null);
    }
    JsonObject object = new JsonObject(text);
    object.readFields(scanner);
    scanner.expectEnd();
    return object;
  }

  private static JsonObject nested(String text, int start, @Nullable String messageType)
      throws ProtocolException {
    JsonObject object = new JsonObject(text);
    object.messageType = messageType;
    object.readFields(new JsonScanner(text, start));
    return object;
  }

  private void readFields(JsonScanner scanner) throws ProtocolException {
    scanner.expect('{');
    if (scanner.take('}')) {
      return;
    }
    do {
      scanner.peek();
      int nameStart = scanner.position();
      scanner.skipString();
      String name = unquote(nameStart, scanner.position());
      scanner.expect(':');
      scanner.peek();
      int start = scanner.position();
      scanner.skipValue();
      members.add(new Member(name, new Slice(start, scanner.position())));
    } while (scanner.take(','));
    scanner.expect('}');
  }

  /** Reads the {@code type} of a message; later errors of this object will name it. */
  String type() throws ProtocolException {
    String type = string(Field.TYPE, 64);
    messageType = type;
    return type;
  }

  /** Whether the field is there with a value other than {@code null}. */
  boolean has(String name) {
    Slice slice = find(name);
    return slice != null && text.charAt(slice.start) != 'n';
  }

  public String string(String name, int maxChars) throws ProtocolException {
    Slice slice = require(name, '"', "a string");
    String value = unquote(slice.start, slice.end);
    if (value.length() > maxChars) {
      throw error(
          ErrorCode.BAD_VALUE, name, " must not be longer than " + maxChars + " characters");
    }
    return value;
  }

  /** As {@link #string}, and not empty, blank or holding control characters: an identifier. */
  String id(String name, int maxChars) throws ProtocolException {
    String value = string(name, maxChars);
    if (value.isEmpty()) {
      throw error(ErrorCode.BAD_VALUE, name, " must not be empty");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) == 0x7f) {
        throw error(ErrorCode.BAD_VALUE, name, " must not hold blanks or control characters");
      }
    }
    return value;
  }

  @Nullable String optionalString(String name, int maxChars) throws ProtocolException {
    return has(name) ? string(name, maxChars) : null;
  }

  @Nullable String optionalId(String name, int maxChars) throws ProtocolException {
    return has(name) ? id(name, maxChars) : null;
  }

  boolean bool(String name) throws ProtocolException {
    Slice slice = require(name);
    if (text.startsWith("true", slice.start)) {
      return true;
    }
    if (text.startsWith("false", slice.start)) {
      return false;
    }
    throw error(ErrorCode.WRONG_TYPE, name, " must be true or false");
  }

  boolean optionalBool(String name) throws ProtocolException {
    return has(name) && bool(name);
  }

  /** Read by hand: {@code Integer.parseInt} knows every radix and script, in the browser too. */
  int integer(String name) throws ProtocolException {
    Slice slice = require(name);
    boolean isNegative = text.charAt(slice.start) == '-';
    int value = 0; // never above zero: there is one number more below it
    for (int i = isNegative ? slice.start + 1 : slice.start; i < slice.end; i++) {
      int digit = text.charAt(i) - '0';
      int next = value * 10 - digit;
      if (digit < 0 || digit > 9 || value < Integer.MIN_VALUE / 10 || next > 0) {
        throw notWhole(name);
      }
      value = next;
    }
    if (!isNegative && value == Integer.MIN_VALUE) {
      throw notWhole(name);
    }
    return isNegative ? value : -value;
  }

  private ProtocolException notWhole(String name) {
    return error(ErrorCode.WRONG_TYPE, name, " must be a whole number of at most 32 bits");
  }

  /** A number as it is spelt. */
  String numberText(String name) throws ProtocolException {
    Slice slice = require(name);
    char first = text.charAt(slice.start);
    if (first != '-' && (first < '0' || first > '9')) {
      throw error(ErrorCode.WRONG_TYPE, name, " must be a number");
    }
    return text.substring(slice.start, slice.end);
  }

  /** Any value as text, cut to a length: a string's characters, else its JSON. */
  String anyText(String name, int maxChars) throws ProtocolException {
    Slice slice = require(name);
    String value =
        text.charAt(slice.start) == '"'
            ? unquote(slice.start, slice.end)
            : text.substring(slice.start, slice.end);
    return value.length() > maxChars ? value.substring(0, maxChars) : value;
  }

  int optionalInteger(String name, int fallback) throws ProtocolException {
    return has(name) ? integer(name) : fallback;
  }

  /** A field whose value is carried on as it is; it must be an object. */
  RawJson rawObject(String name) throws ProtocolException {
    Slice slice = require(name, '{', "an object");
    return new RawJson(text.substring(slice.start, slice.end));
  }

  /** As {@link #rawObject}, but {@code null} is a value too: the end of candidates. */
  RawJson rawObjectOrNull(String name) throws ProtocolException {
    return find(name) != null && !has(name) ? new RawJson("null") : rawObject(name);
  }

  JsonObject object(String name) throws ProtocolException {
    return nested(text, require(name, '{', "an object").start, messageType);
  }

  List<JsonObject> objects(String name) throws ProtocolException {
    List<JsonObject> values = new ArrayList<>();
    for (Slice slice : elements(name)) {
      if (text.charAt(slice.start) != '{') {
        throw error(ErrorCode.WRONG_TYPE, name, " must be an array of objects");
      }
      values.add(nested(text, slice.start, messageType));
    }
    return values;
  }

  List<String> strings(String name) throws ProtocolException {
    List<String> values = new ArrayList<>();
    for (Slice slice : elements(name)) {
      if (text.charAt(slice.start) != '"') {
        throw error(ErrorCode.WRONG_TYPE, name, " must be an array of strings");
      }
      values.add(unquote(slice.start, slice.end));
    }
    return values;
  }

  private List<Slice> elements(String name) throws ProtocolException {
    JsonScanner scanner = new JsonScanner(text, require(name, '[', "an array").start);
    List<Slice> slices = new ArrayList<>();
    scanner.expect('[');
    if (scanner.take(']')) {
      return slices;
    }
    do {
      scanner.peek();
      int start = scanner.position();
      scanner.skipValue();
      slices.add(new Slice(start, scanner.position()));
    } while (scanner.take(','));
    return slices;
  }

  private @Nullable Slice find(String name) {
    for (int i = members.size() - 1; i >= 0; i--) {
      if (members.get(i).name.equals(name)) {
        return members.get(i).value;
      }
    }
    return null;
  }

  private Slice require(String name) throws ProtocolException {
    Slice slice = find(name);
    if (slice == null) {
      throw error(ErrorCode.MISSING_FIELD, name, " is missing");
    }
    return slice;
  }

  private Slice require(String name, char first, String kind) throws ProtocolException {
    Slice slice = require(name);
    if (text.charAt(slice.start) != first) {
      throw error(ErrorCode.WRONG_TYPE, name, " must be " + kind);
    }
    return slice;
  }

  ProtocolException error(ErrorCode code, String field, String what) {
    String subject = messageType == null ? field : messageType + ": " + field;
    return new ProtocolException(code, subject + what, messageType, field);
  }

  /** The string whose quotes stand at {@code start} and {@code end - 1}; its form is known good. */
  private String unquote(int start, int end) {
    int escape = text.indexOf('\\', start);
    if (escape < 0 || escape >= end) {
      return text.substring(start + 1, end - 1);
    }
    StringBuilder out = new StringBuilder(end - start);
    for (int i = start + 1; i < end - 1; i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      c = text.charAt(++i);
      switch (c) {
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          int unit = 0;
          for (int digit = 1; digit <= 4; digit++) {
            unit = unit * 16 + JsonScanner.hexDigit(text.charAt(i + digit));
          }
          out.append((char) unit);
          i += 4;
        }
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
