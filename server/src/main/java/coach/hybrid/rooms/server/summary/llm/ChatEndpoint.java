package coach.hybrid.rooms.server.summary.llm;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.config.SummaryConfig;
import coach.hybrid.rooms.server.summary.SummaryException;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model one question at a time: bounded in time and size, again when that may help, and
 * through a breaker. For all threads; whoever asks waits.
 */
final class ChatEndpoint implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 256 * 1024;
  private static final int MAX_ANSWER_TOKENS = 1_500;
  private static final int ASKED_AGAIN = 2;
  private static final int BREAKER_FAILURES = 4;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration MAX_CONNECT = Duration.ofSeconds(3);

  private final SummaryConfig.Model config;
  private final ChatPace pace;
  private final HttpClient http;
  private final CircuitBreaker<HttpResponse<String>> breaker;
  private final RetryPolicy<HttpResponse<String>> again;

  /** Some endpoints know no schemas; then the instructions alone say what is wanted. */
  private volatile boolean takesSchema = true;

  ChatEndpoint(SummaryConfig.Model config, ChatPace pace) {
    this.config = config;
    this.pace = pace;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(MAX_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.breaker =
        CircuitBreaker.<HttpResponse<String>>builder()
            .handle(Exception.class)
            .handleResultIf(response -> response.statusCode() >= SERVER_ERROR)
            .withFailureThreshold(BREAKER_FAILURES)
            .withSuccessThreshold(1)
            .withDelay(pace.breakerRest())
            .build();
    this.again =
        RetryPolicy.<HttpResponse<String>>builder()
            .handle(IOException.class)
            .handleResultIf(ChatEndpoint::mayHelp)
            .withMaxRetries(ASKED_AGAIN)
            .withBackoff(pace.retryDelay(), pace.retryDelay().multipliedBy(4))
            .withJitter(0.2)
            .build();
  }

  private static boolean mayHelp(HttpResponse<String> response) {
    return response.statusCode() >= SERVER_ERROR || response.statusCode() == TOO_MANY;
  }

  /** What the model wrote; waits at most until {@code deadlineNanos} of the system's clock. */
  String ask(Question question, long deadlineNanos) throws SummaryException {
    HttpResponse<String> response = send(question, deadlineNanos);
    int status = response.statusCode();
    if (takesSchema && (status == BAD_REQUEST || status == UNPROCESSABLE)) {
      takesSchema = false;
      response = send(question, deadlineNanos);
    }
    if (response.statusCode() != OK) {
      throw new SummaryException("the language model answered " + response.statusCode());
    }
    return content(response.body());
  }

  private HttpResponse<String> send(Question question, long deadlineNanos) throws SummaryException {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      throw new SummaryException("the language model took too long");
    }
    Duration whole = Duration.ofNanos(left);
    Duration each = pace.answerLimit().compareTo(whole) < 0 ? pace.answerLimit() : whole;
    HttpRequest request = request(question);
    try {
      return Failsafe.with(limit(whole), again, breaker, limit(each))
          .get(() ->
              http.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES)));
    } catch (CircuitBreakerOpenException e) {
      throw new SummaryException("the language model is left alone for a while", e);
    } catch (TimeoutExceededException e) {
      throw new SummaryException("the language model took too long", e);
    } catch (FailsafeException e) {
      throw new SummaryException("the language model cannot be reached", e);
    }
  }

  private static Timeout<HttpResponse<String>> limit(Duration limit) {
    return Timeout.<HttpResponse<String>>builder(limit).withInterrupt().build();
  }

  private HttpRequest request(Question question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.chat())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(body(question).toString()));
    Secret key = config.key();
    if (key != null) {
      request.header("Authorization", "Bearer " + key.reveal());
    }
    return request.build();
  }

  private JsonObject body(Question question) {
    JsonObject body = new JsonObject();
    body.addProperty("model", config.name());
    body.addProperty("temperature", 0.2);
    body.addProperty("max_tokens", MAX_ANSWER_TOKENS);
    JsonArray messages = new JsonArray();
    messages.add(message("system", question.instructions()));
    messages.add(message("user", question.data()));
    body.add("messages", messages);
    JsonObject format = new JsonObject();
    if (takesSchema) {
      format.addProperty("type", "json_schema");
      format.add("json_schema", Question.schema());
    } else {
      format.addProperty("type", "json_object");
    }
    body.add("response_format", format);
    return body;
  }

  private static JsonObject message(String role, String content) {
    JsonObject message = new JsonObject();
    message.addProperty("role", role);
    message.addProperty("content", content);
    return message;
  }

  private static String content(String body) throws SummaryException {
    try {
      JsonArray choices = JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("choices");
      JsonObject choice = choices.get(0).getAsJsonObject();
      if ("length".equals(text(choice.get("finish_reason")))) {
        throw new SummaryException("the language model did not come to an end");
      }
      String content = text(choice.getAsJsonObject("message").get("content"));
      if (content != null) {
        return content;
      }
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | IndexOutOfBoundsException
        | NullPointerException e) {
      throw new SummaryException("the language model's endpoint wrote something else", e);
    }
    throw new SummaryException("the language model said nothing");
  }

  private static @Nullable String text(@Nullable JsonElement value) {
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
