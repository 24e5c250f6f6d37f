package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** JSON in and out of REST routes. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .setStrictness(Strictness.STRICT)
          .serializeNulls()
          .disableHtmlEscaping()
          .create();

  private static final String BODY = Json.class.getName() + ".body";
  private static final Problem TOO_SLOW =
      Problem.of(408, "request-timeout", "Too slow", "The body did not arrive in time.");
  private static final Problem INCOMPLETE =
      Problem.of(400, "incomplete-body", "Incomplete body", "The body broke off.");

  private Json() {}

  /** The body as one JSON object; anything else is a 400, and 415 if it says it is no JSON. */
  static JsonObject body(Request request) {
    return body(request, bytes(request));
  }

  private static JsonObject body(Request request, byte[] bytes) {
    String type = mediaType(request);
    if (!type.isEmpty() && !type.equals("application/json") && !type.endsWith("+json")) {
      throw new ProblemException(
          Problem.of(
              415,
              "unsupported-media-type",
              "JSON only",
              "Send the body with Content-Type: application/json."));
    }
    return parse(bytes);
  }

  /** The body of a beacon, which a browser sends as plain text. */
  static JsonObject beacon(Request request) {
    return mediaType(request).equals("text/plain") ? parse(bytes(request)) : body(request);
  }

  /** Like {@link #body}, but no body at all is an empty object. */
  static JsonObject optionalBody(Request request) {
    byte[] bytes = bytes(request);
    if (bytes.length == 0) {
      return new JsonObject();
    }
    return body(request, bytes);
  }

  private static String mediaType(Request request) {
    String type = request.contentType();
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static byte[] bytes(Request request) {
    byte[] bytes = request.attribute(BODY);
    return bytes == null ? new byte[0] : bytes;
  }

  /**
   * Reads the body, whether or not anybody wants it: what is left unread ends the connection, and
   * with it the caller's next request.
   */
  static void take(Request request) {
    request.attribute(BODY, read(request));
  }

  private static byte[] read(Request request) {
    try {
      // Spark's own body() breaks on a body that the size limit cut off.
      return request.raw().getInputStream().readAllBytes();
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof HttpException) {
          throw new UncheckedIOException(e); // Jetty knows what is wrong with it.
        }
        if (cause instanceof TimeoutException) {
          throw new ProblemException(TOO_SLOW);
        }
      }
      throw new ProblemException(INCOMPLETE);
    }
  }

  private static JsonObject parse(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (GSON.fromJson(text, JsonElement.class) instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException | CharacterCodingException e) {
      throw malformed();
    }
    throw malformed();
  }

  private static ProblemException malformed() {
    return new ProblemException(
        Problem.of(400, "malformed-json", "Malformed JSON", "The body must be one JSON object."));
  }

  static String write(Response response, Object body) {
    response.type("application/json");
    return GSON.toJson(body);
  }

  /** Fields in the order of the seeds' examples; values may be null, which is sent. */
  static Map<String, @Nullable Object> object() {
    return new LinkedHashMap<>();
  }
}
