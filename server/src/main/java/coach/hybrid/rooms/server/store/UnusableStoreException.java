package coach.hybrid.rooms.server.store;

import org.jspecify.annotations.Nullable;

/** What is stored cannot be used by this version, or by anybody; the message says what to do. */
public final class UnusableStoreException extends Exception {
  public UnusableStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
