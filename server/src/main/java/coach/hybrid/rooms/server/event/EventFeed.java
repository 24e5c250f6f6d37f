package coach.hybrid.rooms.server.event;

import org.jspecify.annotations.Nullable;

/** Follows one room's events as they are committed. */
public interface EventFeed {
  /**
   * Events with a higher {@code seq} than {@code since} come in order, each once, stored ones
   * first.
   *
   * @param since negative for only what happens from now on
   * @return null if there is no such room
   */
  @Nullable Subscription subscribe(String roomId, long since, Subscriber subscriber);

  /** How many subscriptions there are. */
  int subscribers();

  /** One follower's place in the row of events. */
  interface Subscription {
    void cancel();

    /** The {@code seq} delivered last. */
    long lastSeq();
  }

  /** Takes events on any thread, one at a time; must not wait. */
  interface Subscriber {
    void send(String text);

    /** The room is gone for good, or its events cannot be read now. */
    void close(int code, String reason);
  }
}
