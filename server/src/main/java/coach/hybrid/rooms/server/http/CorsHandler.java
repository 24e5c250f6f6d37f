package coach.hybrid.rooms.server.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets pages of the main app's origins, and no others, read the API and {@code /health}. Jetty's
 * own handler answers any origin's preflight and cannot be told which addresses it is for.
 */
final class CorsHandler extends Handler.Wrapper {
  private static final String EXPOSED =
      "RateLimit, RateLimit-Policy, Retry-After, Allow, WWW-Authenticate";
  private static final HttpField METHODS =
      new HttpField("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
  private static final HttpField HEADERS =
      new HttpField("Access-Control-Allow-Headers", "Authorization, Content-Type");
  private static final HttpField MAX_AGE = new HttpField("Access-Control-Max-Age", "600");

  private final Set<String> allowedOrigins;

  CorsHandler(Set<String> allowedOrigins, Handler next) {
    super(next);
    this.allowedOrigins = allowedOrigins;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (allowedOrigins.isEmpty() || !(path.startsWith("/api/") || path.equals("/health"))) {
      return super.handle(request, response, callback);
    }
    HttpFields.Mutable answer = response.getHeaders();
    answer.add(HttpHeader.VARY, "Origin");
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null || !allowedOrigins.contains(origin)) {
      return super.handle(request, response, callback);
    }
    answer.put("Access-Control-Allow-Origin", origin);
    boolean preflight =
        request.getMethod().equals("OPTIONS")
            && request.getHeaders().contains("Access-Control-Request-Method");
    if (preflight) {
      answer.put(METHODS);
      answer.put(HEADERS);
      answer.put(MAX_AGE);
      response.setStatus(204);
      callback.succeeded();
      return true;
    }
    answer.put("Access-Control-Expose-Headers", EXPOSED);
    return super.handle(request, response, callback);
  }
}
