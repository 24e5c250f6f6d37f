package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.problem.Problem.FieldError;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads typed fields of a body and collects everything that is wrong before it complains. */
final class BodyReader {
  private final JsonObject object;
  private final String path;
  private final List<FieldError> errors;

  BodyReader(JsonObject object) {
    this(object, "", new ArrayList<>());
  }

  private BodyReader(JsonObject object, String path, List<FieldError> errors) {
    this.object = object;
    this.path = path;
    this.errors = errors;
  }

  void error(String field, String message) {
    errors.add(new FieldError(path + field, message));
  }

  /** Ends the request if anything was wrong. */
  void complain() {
    if (!errors.isEmpty()) {
      FieldError first = errors.getFirst();
      throw new ProblemException(
          Problem.of(
                  400,
                  "invalid-request",
                  "The request is not valid",
                  first.field() + " " + first.message() + ".")
              .withErrors(errors));
    }
  }

  /** A nested object; an empty one if it is missing, so that its fields are found missing. */
  BodyReader required(String field) {
    JsonElement value = value(field);
    if (!(value instanceof JsonObject)) {
      error(field, value == null ? "is missing" : "must be an object");
    }
    return nested(field, value);
  }

  /** A nested object; an empty one if it is missing, so that its fields take their defaults. */
  BodyReader optional(String field) {
    JsonElement value = value(field);
    if (value != null && !(value instanceof JsonObject)) {
      error(field, "must be an object");
    }
    return nested(field, value);
  }

  private BodyReader nested(String field, @Nullable JsonElement value) {
    JsonObject inner = value instanceof JsonObject found ? found : new JsonObject();
    return new BodyReader(inner, path + field + ".", errors);
  }

  String text(String field, int maxChars) {
    if (value(field) == null) {
      error(field, "is missing");
      return "";
    }
    return text(field, "", maxChars);
  }

  String text(String field, String fallback, int maxChars) {
    JsonElement value = value(field);
    if (value == null) {
      return fallback;
    }
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
      error(field, "must be a string");
      return fallback;
    }
    String text = value.getAsString();
    if (text.isBlank() || text.length() > maxChars) {
      error(field, "must have 1 to " + maxChars + " characters");
    }
    return text;
  }

  /** Null if it is absent, which means: as it was. */
  @Nullable String textOrNull(String field, int maxChars) {
    return value(field) == null ? null : text(field, "", maxChars);
  }

  /** A list of short strings. */
  List<String> texts(String field, int most, int maxChars) {
    if (!(value(field) instanceof JsonArray array)) {
      error(field, value(field) == null ? "is missing" : "must be a list");
      return List.of();
    }
    if (array.size() > most) {
      error(field, "must have at most " + most + " entries");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement element : array) {
      if (element instanceof JsonPrimitive primitive
          && primitive.isString()
          && primitive.getAsString().length() <= maxChars) {
        texts.add(primitive.getAsString());
      } else {
        error(field, "must hold strings of at most " + maxChars + " characters");
        return List.of();
      }
    }
    return texts;
  }

  /** Null if it is absent, which means: as it was. */
  @Nullable Boolean flagOrNull(String field) {
    return value(field) == null ? null : flag(field, false);
  }

  boolean flag(String field, boolean fallback) {
    JsonElement value = value(field);
    if (value == null) {
      return fallback;
    }
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isBoolean()) {
      error(field, "must be true or false");
      return fallback;
    }
    return value.getAsBoolean();
  }

  int integer(String field, int fallback, int least, int most) {
    JsonElement value = value(field);
    if (value == null) {
      return fallback;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      double number = value.getAsDouble();
      if (number == Math.rint(number) && number >= least && number <= most) {
        return (int) number;
      }
    }
    error(field, "must be a whole number from " + least + " to " + most);
    return fallback;
  }

  /** ISO 8601 with a zone, or null if absent. */
  @Nullable Instant instant(String field) {
    JsonElement value = value(field);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      try {
        return DateTimeFormatter.ISO_DATE_TIME.parse(value.getAsString(), Instant::from);
      } catch (DateTimeException e) {
        // Said below.
      }
    }
    error(field, "must be an ISO 8601 time with a zone, as 2026-01-31T15:00:00Z");
    return null;
  }

  private @Nullable JsonElement value(String field) {
    JsonElement value = object.get(field);
    return value == null || value.isJsonNull() ? null : value;
  }
}
