package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.config.HttpConfig;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every answer tells a browser: load nothing from elsewhere, run nothing inline, be framed by
 * nobody, and give the address, which may hold a token, to nobody.
 */
final class SecurityHeaders extends Handler.Wrapper {
  private final String contentSecurityPolicy;

  SecurityHeaders(HttpConfig http, Handler next) {
    super(next);
    String sockets = http.publicUrl().toString().replaceFirst("^http", "ws");
    contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "media-src 'self' blob: mediastream:; connect-src 'self' "
            + sockets
            + "; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Security-Policy", contentSecurityPolicy);
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put(
        "Permissions-Policy",
        "camera=(self), microphone=(self), display-capture=(self), geolocation=()");
    return super.handle(request, response, callback);
  }
}
