package coach.hybrid.rooms.server.orb.gpu;

import coach.hybrid.rooms.server.config.FleetConfig;
import coach.hybrid.rooms.server.config.Secret;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.Policy;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to the manager: bounded in time and size, with the key, through a breaker that spares a
 * manager that is down, and us the waiting.
 */
final class ManagerCall implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int BREAKER_FAILURES = 3;
  private static final Duration BREAKER_REST = Duration.ofSeconds(15);
  private static final Duration MAX_CONNECT = Duration.ofSeconds(2);
  private static final int ASKED_AGAIN = 2;

  /**
   * What came back.
   *
   * @param status of HTTP; 0 if nothing came
   * @param body empty if it is no JSON object
   * @param failure why nothing came, or null
   * @param reached whether the manager may have heard the call
   */
  record Answer(int status, JsonObject body, @Nullable String failure, boolean reached) {
    boolean succeeded() {
      return status >= 200 && status < 300;
    }
  }

  private final URI base;
  private final @Nullable Secret apiKey;
  private final HttpClient http;
  private final CircuitBreaker<HttpResponse<String>> breaker =
      CircuitBreaker.<HttpResponse<String>>builder()
          .handle(Exception.class)
          .handleResultIf(response -> response.statusCode() >= 500 && !isFull(response))
          .withFailureThreshold(BREAKER_FAILURES)
          .withSuccessThreshold(1)
          .withDelay(BREAKER_REST)
          .build();
  private final Timeout<HttpResponse<String>> timeout;
  private final RetryPolicy<HttpResponse<String>> again =
      RetryPolicy.<HttpResponse<String>>builder()
          .handle(IOException.class)
          .handleResultIf(response -> response.statusCode() >= 500)
          .withMaxRetries(ASKED_AGAIN)
          .withBackoff(Duration.ofMillis(200), Duration.ofSeconds(1))
          .withJitter(0.2)
          .build();

  ManagerCall(FleetConfig.Gpu config) {
    this.base = config.url();
    this.apiKey = config.apiKey();
    Duration limit = config.timeout();
    this.timeout = Timeout.<HttpResponse<String>>builder(limit).withInterrupt().build();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limit.compareTo(MAX_CONNECT) < 0 ? limit : MAX_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** A manager that says no in its own words is well, and may be asked for its other orbs. */
  private static boolean isFull(HttpResponse<String> response) {
    return response.statusCode() == 503 && json(response.body()).has("success");
  }

  /** What must not be done twice. */
  Answer once(String method, String path, @Nullable JsonObject body) {
    return call(List.of(breaker, timeout), method, path, body);
  }

  /** What may be asked again. */
  Answer repeatedly(String method, String path) {
    return call(List.of(again, breaker, timeout), method, path, null);
  }

  private Answer call(
      List<Policy<HttpResponse<String>>> policies,
      String method,
      String path,
      @Nullable JsonObject body) {
    try {
      HttpResponse<String> response = Failsafe.with(policies).get(() -> send(method, path, body));
      return new Answer(response.statusCode(), json(response.body()), null, true);
    } catch (CircuitBreakerOpenException e) {
      return failed("manager-resting", false);
    } catch (FailsafeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean reached =
          !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
      return failed(
          reached
              ? cause instanceof IOException ? "manager-broke-off" : "manager-timeout"
              : "manager-unreachable",
          reached);
    }
  }

  private static Answer failed(String why, boolean reached) {
    return new Answer(0, new JsonObject(), why, reached);
  }

  private HttpResponse<String> send(String method, String path, @Nullable JsonObject body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (apiKey != null) {
      request.header("Authorization", "Bearer " + apiKey.reveal());
    }
    return http.send(
        request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
  }

  private static JsonObject json(String text) {
    try {
      JsonElement parsed = JsonParser.parseString(text);
      return parsed.isJsonObject() ? parsed.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException e) {
      return new JsonObject();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
