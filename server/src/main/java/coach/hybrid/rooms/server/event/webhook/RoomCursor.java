package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.store.StoredEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far one webhook has been told of one room. Whoever set {@code busy} owns the rest until the
 * room is put down or handed on.
 */
final class RoomCursor {
  final String roomId;
  final Backoff backoff;

  /** When it may be tried again after its own failure. */
  Instant notBefore = Instant.MIN;

  private final AtomicBoolean busy = new AtomicBoolean();

  /** Read ahead; all after {@code position}. */
  private final Deque<StoredEvent> page = new ArrayDeque<>();

  /** The {@code seq} dealt with last: delivered, buried, or not wanted. */
  private volatile long position;

  /** The room has been purged. */
  private volatile boolean gone;

  RoomCursor(String roomId, long position, Backoff backoff) {
    this.roomId = roomId;
    this.position = position;
    this.backoff = backoff;
  }

  boolean pickUp() {
    return busy.compareAndSet(false, true);
  }

  void putDown() {
    busy.set(false);
  }

  boolean gone() {
    return gone;
  }

  void forget() {
    gone = true;
  }

  long pending(EventLog log) {
    return gone ? 0 : Math.max(0, log.lastSeq(roomId) - position);
  }

  /** The next event that is wanted, or null; what is not wanted is passed over. */
  @Nullable StoredEvent next(EventLog log, Predicate<StoredEvent> wanted) {
    while (true) {
      if (page.isEmpty()) {
        page.addAll(log.read(roomId, position));
      }
      StoredEvent event = page.peek();
      if (event == null || wanted.test(event)) {
        return event;
      }
      passed(event);
    }
  }

  /** What comes next, wanted or not; empty at the end. */
  List<StoredEvent> ahead(EventLog log) {
    if (page.isEmpty()) {
      page.addAll(log.read(roomId, position));
    }
    return List.copyOf(page);
  }

  void passedAll() {
    while (!page.isEmpty()) {
      passed(page.element());
    }
  }

  void passed(StoredEvent event) {
    page.poll();
    position = event.seq();
  }

  /** It will be a while: keep nothing in memory that can be read again. */
  void dropPage() {
    page.clear();
  }
}
