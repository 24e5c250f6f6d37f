package coach.hybrid.rooms.server.store;

import org.jspecify.annotations.Nullable;

/** The store could not do it now: nothing was written. */
public final class StoreException extends RuntimeException {
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
