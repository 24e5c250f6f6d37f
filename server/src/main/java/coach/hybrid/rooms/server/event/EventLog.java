package coach.hybrid.rooms.server.event;

import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each room's events are committed, and everybody who follows them. A follower is a cursor
 * into the store, moved on by whoever has time: live and replayed events go the same way, so there
 * is neither gap nor repeat between them.
 */
public final class EventLog implements EventFeed {
  private static final Logger log = LoggerFactory.getLogger(EventLog.class);
  private static final int PAGE = 256;
  private static final int GOING_AWAY = 1001;
  private static final int NORMAL = 1000;

  /** Told after events are committed; must not wait. */
  public interface Listener {
    void committed(String roomId, long lastSeq);

    /** Everything about the room has been deleted. */
    void forgotten(String roomId);
  }

  private final RoomStore store;
  private final Executor workers;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();
  private final Set<Listener> listeners = new CopyOnWriteArraySet<>();

  public EventLog(RoomStore store, Executor workers) {
    this.store = store;
    this.workers = workers;
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** A room has events up to {@code lastSeq} in the store; 0 for a new room. */
  public void committed(String roomId, long lastSeq) {
    Topic topic = topics.computeIfAbsent(roomId, _ -> new Topic());
    topic.lastSeq = lastSeq;
    topic.followers.forEach(Follower::wake);
    listeners.forEach(listener -> listener.committed(roomId, lastSeq));
  }

  /** The room has been purged. */
  public void forget(String roomId) {
    Topic topic = topics.remove(roomId);
    if (topic != null) {
      topic.followers.forEach(follower -> follower.end(NORMAL, "the room is gone"));
    }
    listeners.forEach(listener -> listener.forgotten(roomId));
  }

  /** The {@code seq} of the room's last committed event, 0 if there is none. */
  public long lastSeq(String roomId) {
    Topic topic = topics.get(roomId);
    return topic == null ? 0 : topic.lastSeq;
  }

  /** Committed events of a room after {@code afterSeq}; a page of them. */
  public List<StoredEvent> read(String roomId, long afterSeq) {
    long last = lastSeq(roomId);
    if (afterSeq >= last) {
      return List.of();
    }
    // What is written but not yet committed is nobody's business.
    return store.events(roomId, afterSeq, PAGE).stream()
        .filter(event -> event.seq() <= last)
        .toList();
  }

  @Override
  public @Nullable Subscription subscribe(String roomId, long since, Subscriber subscriber) {
    Topic topic = topics.get(roomId);
    if (topic == null) {
      return null;
    }
    Follower follower = new Follower(roomId, topic, subscriber);
    // Nobody can have seen what has not happened: that was another room of this name.
    follower.delivered = since < 0 ? topic.lastSeq : Math.min(since, topic.lastSeq);
    topic.followers.add(follower);
    if (topics.get(roomId) != topic) {
      follower.end(NORMAL, "the room is gone");
    }
    follower.wake();
    return follower;
  }

  @Override
  public int subscribers() {
    return topics.values().stream().mapToInt(topic -> topic.followers.size()).sum();
  }

  private static final class Topic {
    final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    volatile long lastSeq;
  }

  /** One subscription; at most one worker moves it on at a time. */
  private final class Follower implements Subscription {
    private final String roomId;
    private final Topic topic;
    private final Subscriber subscriber;

    /** Wishes to be moved on that nobody has seen to yet. */
    private final AtomicInteger wishes = new AtomicInteger();

    private volatile long delivered;
    private volatile boolean over;

    Follower(String roomId, Topic topic, Subscriber subscriber) {
      this.roomId = roomId;
      this.topic = topic;
      this.subscriber = subscriber;
    }

    void wake() {
      if (wishes.getAndIncrement() == 0) {
        workers.execute(this::moveOn);
      }
    }

    private void moveOn() {
      int seen;
      do {
        seen = wishes.get();
        deliver();
      } while (wishes.addAndGet(-seen) > 0);
    }

    private void deliver() {
      try {
        for (List<StoredEvent> page = read(roomId, delivered);
            !page.isEmpty() && !over;
            page = read(roomId, delivered)) {
          for (StoredEvent event : page) {
            subscriber.send(event.body());
            delivered = event.seq();
          }
        }
      } catch (StoreException e) {
        log.warn("events of room {} cannot be read now; its follower must come back", roomId, e);
        end(GOING_AWAY, "events cannot be read now, come back with since");
      }
    }

    void end(int code, String reason) {
      cancel();
      subscriber.close(code, reason);
    }

    @Override
    public void cancel() {
      over = true;
      topic.followers.remove(this);
    }

    @Override
    public long lastSeq() {
      return delivered;
    }
  }
}
