package coach.hybrid.rooms.server.transcription.remote;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.transcription.Languages;
import coach.hybrid.rooms.server.transcription.TranscriptionException;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.Timeout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One utterance's way to the service and back: bounded in time and size, through a breaker that
 * spares a service that is down, and us the waiting. Thread-safe.
 */
final class RemoteCall implements AutoCloseable {
  private static final String PATH = "/audio/transcriptions";
  private static final int MAX_ANSWER_BYTES = 256 * 1024;
  private static final int BREAKER_FAILURES = 3;
  private static final Duration BREAKER_REST = Duration.ofSeconds(30);
  private static final Duration MAX_CONNECT = Duration.ofSeconds(3);
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int UNPROCESSABLE = 422;

  private final URI url;
  private final @Nullable Secret key;
  private final String model;
  private final Duration timeout;
  private final HttpClient http;
  private final CircuitBreaker<HttpResponse<String>> breaker =
      CircuitBreaker.<HttpResponse<String>>builder()
          .handle(Exception.class)
          .handleResultIf(response -> isServicesFault(response.statusCode()))
          .withFailureThreshold(BREAKER_FAILURES)
          .withSuccessThreshold(1)
          .withDelay(BREAKER_REST)
          .build();

  RemoteCall(URI url, @Nullable Secret key, String model, Duration timeout) {
    this.url = endpoint(url);
    this.key = key;
    this.model = model;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** People give the host, the version or the whole. */
  static URI endpoint(URI url) {
    String given = url.toString();
    String base = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
    if (base.endsWith(PATH)) {
      return URI.create(base);
    }
    String path = URI.create(base).getPath();
    return URI.create(base + (path == null || path.isEmpty() ? "/v1" : "") + PATH);
  }

  /** One utterance it does not like says nothing about the next. */
  private static boolean isServicesFault(int status) {
    return status != OK && status != BAD_REQUEST && status != TOO_LARGE && status != UNPROCESSABLE;
  }

  boolean isOpen() {
    return !breaker.isOpen();
  }

  String transcribe(float[] samples, String lang) throws TranscriptionException {
    Timeout<HttpResponse<String>> limit =
        Timeout.<HttpResponse<String>>builder(timeout).withInterrupt().build();
    try {
      HttpResponse<String> response =
          Failsafe.with(breaker).compose(limit).get(() -> send(samples, lang));
      if (response.statusCode() != OK) {
        throw new TranscriptionException(
            "the transcription service answered " + response.statusCode());
      }
      return text(response.body());
    } catch (CircuitBreakerOpenException e) {
      throw new TranscriptionException("the transcription service is left alone for a while", e);
    } catch (FailsafeException e) {
      throw new TranscriptionException("the transcription service does not answer", e);
    }
  }

  private HttpResponse<String> send(float[] samples, String lang)
      throws IOException, InterruptedException {
    MultipartForm form =
        new MultipartForm()
            .field("model", model)
            .field("language", Languages.base(lang))
            .field("response_format", "json")
            .field("temperature", "0")
            .file("file", "speech.wav", "audio/wav", Wav.encode(samples));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Accept", "application/json")
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.ofByteArray(form.body()));
    if (key != null) {
      request.header("Authorization", "Bearer " + key.reveal());
    }
    return http.send(
        request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
  }

  private static String text(String body) throws TranscriptionException {
    try {
      JsonElement parsed = JsonParser.parseString(body);
      JsonElement text = parsed.isJsonObject() ? parsed.getAsJsonObject().get("text") : null;
      if (text != null && text.isJsonPrimitive()) {
        return text.getAsString().strip();
      }
    } catch (JsonParseException e) {
      throw new TranscriptionException("the transcription service answered no JSON", e);
    }
    throw new TranscriptionException("the transcription service answered without a text");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
