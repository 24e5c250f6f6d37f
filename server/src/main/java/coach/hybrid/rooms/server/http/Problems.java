package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes a problem where no route is reached. */
final class Problems {
  private Problems() {}

  static boolean write(Response response, Callback callback, Problem problem) {
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (!response.getRequest().consumeAvailable()) {
      // A body still under way has no reader: the connection ends with this, and is said to.
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    Content.Sink.write(response, true, problem.toJson(), callback);
    return true;
  }
}
