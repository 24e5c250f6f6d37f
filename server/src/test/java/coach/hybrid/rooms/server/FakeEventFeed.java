package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.event.EventFeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One room with events up to {@code last}; the test says what happens next. */
final class FakeEventFeed implements EventFeed {
  static final String ROOM = "room-1";
  final List<Follower> followers = new CopyOnWriteArrayList<>();
  private final AtomicLong last = new AtomicLong();
  private volatile Runnable pause = () -> {};

  void begin(long lastSeq) {
    last.set(lastSeq);
  }

  /** Holds up whoever asks, once it is past the door. */
  void beforeSubscribing(Runnable pause) {
    this.pause = pause;
  }

  static String event(long seq) {
    return "{\"type\":\"participant-joined\",\"seq\":" + seq + "}";
  }

  @Override
  public @Nullable Subscription subscribe(String roomId, long since, Subscriber subscriber) {
    pause.run();
    if (!roomId.equals(ROOM)) {
      return null;
    }
    Follower follower = new Follower(subscriber, since < 0 ? last.get() : since);
    followers.add(follower);
    follower.catchUp();
    return follower;
  }

  @Override
  public int subscribers() {
    return followers.size();
  }

  void happen() {
    last.incrementAndGet();
    followers.forEach(Follower::catchUp);
  }

  final class Follower implements Subscription {
    final Subscriber subscriber;
    private volatile long delivered;

    Follower(Subscriber subscriber, long since) {
      this.subscriber = subscriber;
      this.delivered = since;
    }

    synchronized void catchUp() {
      LongStream.rangeClosed(delivered + 1, last.get())
          .forEach(seq -> {
            subscriber.send(event(seq));
            delivered = seq;
          });
    }

    @Override
    public void cancel() {
      followers.remove(this);
    }

    @Override
    public long lastSeq() {
      return delivered;
    }
  }
}
