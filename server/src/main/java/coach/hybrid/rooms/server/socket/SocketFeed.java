package coach.hybrid.rooms.server.socket;

import org.jspecify.annotations.Nullable;

/** Messages that are chosen only when the peer can take the next one, so that old ones can go. */
@FunctionalInterface
public interface SocketFeed {
  /**
   * The next one, or null if there is none. On any thread, one call at a time; must not wait nor
   * call the queue it feeds.
   */
  @Nullable SocketMessage next();
}
