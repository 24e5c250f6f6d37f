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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private Json() {}

  /** The body as one JSON object; anything else is a 400. */
  static JsonObject body(Request request) {
    try {
      // Spark's own body() breaks on a body that the size limit cut off.
      byte[] bytes = request.raw().getInputStream().readAllBytes();
      JsonElement element =
          GSON.fromJson(new String(bytes, StandardCharsets.UTF_8), JsonElement.class);
      if (element instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException e) {
      throw malformed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
