package coach.hybrid.rooms.server.http;

import org.jspecify.annotations.Nullable;
import spark.Request;

/** {@code Authorization: Bearer …} (RFC 6750, section 2.1). */
final class Bearer {
  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  static @Nullable String of(Request request) {
    return of(request.headers("Authorization"));
  }

  static @Nullable String of(@Nullable String header) {
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
