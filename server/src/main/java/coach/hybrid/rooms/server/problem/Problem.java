package coach.hybrid.rooms.server.problem;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was refused.
 *
 * @param code stable; what programs go by
 * @param detail one sentence for a person
 * @param errors what is wrong with which field; empty if fields are not the matter
 */
public record Problem(
    int status, String code, String title, String detail, List<FieldError> errors) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * What is wrong with one field.
   *
   * @param field path into the body, as in {@code participants.coach.token}
   */
  public record FieldError(String field, String message) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of());
  }

  public String toJson() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:hybrid-rooms:problem:" + code);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    return GSON.toJson(body);
  }
}
