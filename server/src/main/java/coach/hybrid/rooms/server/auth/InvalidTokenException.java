package coach.hybrid.rooms.server.auth;

/**
 * Not a token of ours: wrong signature, algorithm or claims. The message is fit for the main app.
 */
public final class InvalidTokenException extends Exception {
  InvalidTokenException(String message) {
    super(message);
  }
}
