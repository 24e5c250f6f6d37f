package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What Jetty itself refuses, before any route sees it, in the form of every other refusal. */
final class ProblemErrors extends ErrorHandler {
  private static final Problem STOPPING =
      Problem.of(503, "stopping", "The service restarts", "Come back in a few seconds.");

  @Override
  public boolean errorPageForMethod(@Nullable String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    if (HttpStatus.isSuccess(status)) {
      // Jetty answers OPTIONS for a static file this way.
      response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      return;
    }
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    Content.Sink.write(response, true, problemOf(status).toJson(), callback);
  }

  /** Neither message nor cause: they may repeat what came in, and with it a token. */
  private static Problem problemOf(int status) {
    if (status == HttpStatus.PAYLOAD_TOO_LARGE_413) {
      return RestApplication.BODY_TOO_LARGE;
    }
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      return STOPPING; // Said by GracefulHandler while requests under way end.
    }
    String title = HttpStatus.getMessage(status);
    return Problem.of(status, title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, title + ".");
  }
}
