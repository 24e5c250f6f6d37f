package coach.hybrid.rooms.server.signal;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What opens a socket: {@code ?token=…}, or {@code Authorization: Bearer …} (RFC 6750). */
final class PresentedToken {
  private static final String SCHEME = "Bearer ";

  private PresentedToken() {}

  static @Nullable String of(Request request) {
    String token = Request.extractQueryParameters(request).getValue("token");
    if (token != null) {
      return token;
    }
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
