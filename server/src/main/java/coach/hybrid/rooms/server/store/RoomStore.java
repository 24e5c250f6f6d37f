package coach.hybrid.rooms.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rooms and their events survive a crash. Every method may be called from any thread; all may
 * throw {@link StoreException}, after which the same call may be tried again.
 */
public interface RoomStore {
  /**
   * Writes a room and what happened in it, all or nothing. Returns once it survives the death of
   * this process.
   *
   * @param events in order, following those written before
   */
  void commit(StoredRoom room, List<StoredEvent> events);

  /**
   * Puts others in the place of events that were written before, all or nothing: for what must not
   * be kept any longer.
   */
  void rewrite(List<StoredEvent> events);

  /** Every room that has not been purged. */
  List<StoredRoom> rooms();

  /** Up to {@code limit} events of a room with a higher {@code seq}, in order. */
  List<StoredEvent> events(String roomId, long afterSeq, int limit);

  /** Forgets everything about a room. */
  void purge(String roomId);

  /** The number under which this process owns rooms: higher than any before it. */
  long ownerEpoch();

  /** Whether it could write the last time it had to. */
  boolean available();

  /** Remembers that the service was alive at that time. */
  void alive(Instant at);

  /** When the service was last known to be alive before this start; null at the first start. */
  @Nullable Instant lastAlive();
}
