package coach.hybrid.rooms.tools.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** HTTP as the checks need it: no redirects followed, nobody waited for. */
final class Web implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client;

  Web(SSLContext trust) {
    client =
        HttpClient.newBuilder()
            .sslContext(trust)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build();
  }

  HttpClient client() {
    return client;
  }

  /** With a key if it is not empty. */
  HttpResponse<String> get(URI uri, String key) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  static String mediaType(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0].strip();
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
