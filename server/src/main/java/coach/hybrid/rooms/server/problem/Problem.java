package coach.hybrid.rooms.server.problem;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused.
 *
 * @param code stable; what programs go by
 * @param detail one sentence for a person
 * @param errors what is wrong with which field; empty if fields are not the matter
 * @param members what else a program may want to know (RFC 9457, section 3.2)
 * @param retryAfterSeconds when to try again, for the {@code Retry-After} header
 */
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<FieldError> errors,
    Map<String, String> members,
    @Nullable Integer retryAfterSeconds) {
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
    members = Map.copyOf(members);
  }

  public static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of(), Map.of(), null);
  }

  public Problem withErrors(List<FieldError> found) {
    return new Problem(status, code, title, detail, found, members, retryAfterSeconds);
  }

  public Problem withMember(String name, String value) {
    return new Problem(status, code, title, detail, errors, Map.of(name, value), retryAfterSeconds);
  }

  public Problem withRetryAfter(int seconds) {
    return new Problem(status, code, title, detail, errors, members, seconds);
  }

  public String toJson() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:hybrid-rooms:problem:" + code);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.put("code", code);
    body.putAll(members);
    if (!errors.isEmpty()) {
      body.put("errors", errors);
    }
    return GSON.toJson(body);
  }
}
