package coach.hybrid.rooms.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import spark.Request;
import spark.Response;

/** The API's two documents as they are, and a page made of them at the start for people. */
final class Docs {
  private static final String YAML = "application/yaml; charset=utf-8";

  private final String openApi = load("/docs/openapi.yaml");
  private final String asyncApi = load("/docs/asyncapi.yaml");
  private final String page = new DocsPage(openApi, asyncApi).html();

  private static String load(String name) {
    try (InputStream in = Docs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Object openApi(Request request, Response response) {
    return answer(response, YAML, openApi);
  }

  Object asyncApi(Request request, Response response) {
    return answer(response, YAML, asyncApi);
  }

  Object page(Request request, Response response) {
    return answer(response, "text/html; charset=utf-8", page);
  }

  private static Object answer(Response response, String type, String text) {
    response.type(type);
    response.header("Cache-Control", "no-cache");
    return text;
  }
}
