package coach.hybrid.rooms.tools.service;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Calls whose answer may never come: an answer is an acknowledgement, none leaves it open. */
public final class Api implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  private final URI origin;
  private final String apiKey;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  public Api(URI origin, String apiKey) {
    this.origin = origin;
    this.apiKey = apiKey;
  }

  /** What the service answered; an IOException if it died in between. */
  public HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(origin.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  public JsonObject get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = call("GET", path, "");
    if (response.statusCode() != 200) {
      throw new IOException(path + " was answered " + response.statusCode());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  public WebSocket open(String path, WebSocket.Listener listener) throws IOException {
    URI uri = URI.create(origin.toString().replaceFirst("^http", "ws") + path);
    try {
      return http.newWebSocketBuilder().connectTimeout(TIMEOUT).buildAsync(uri, listener).join();
    } catch (CompletionException e) {
      throw new IOException("no socket", e);
    }
  }

  public String apiKey() {
    return apiKey;
  }

  @Override
  public void close() {
    http.close();
  }
}
