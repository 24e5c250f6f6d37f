package coach.hybrid.rooms.server.auth;

import org.jspecify.annotations.Nullable;

/** A token or key as it is sent: {@code Authorization: Bearer …} (RFC 6750), or in the query. */
public final class PresentedToken {
  private static final String SCHEME = "Bearer ";

  private PresentedToken() {}

  /**
   * For sockets, which a browser can give no header.
   *
   * @param query the parameter {@code token}
   * @param authorization the header
   */
  public static @Nullable String of(@Nullable String query, @Nullable String authorization) {
    return query == null ? bearer(authorization) : query;
  }

  /**
   * For everything else.
   *
   * @param authorization the header
   */
  public static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length()).strip()
        : null;
  }
}
