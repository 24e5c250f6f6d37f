package coach.hybrid.rooms.server.media;

import coach.hybrid.rooms.server.socket.SocketFeed;
import coach.hybrid.rooms.server.socket.SocketMessage;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be relayed to one participant, bounded by octets and by age. Sound goes first and
 * is dropped last; of a sender's pictures none goes out after one was dropped until the next that
 * needs none before it. For all threads; the lock guards the queue only.
 */
final class RelayBacklog implements SocketFeed {
  /** Two of the largest pictures and what comes with them. */
  static final int MAX_OCTETS = 512 * 1024;

  /** Older pictures are worth less than the ones behind them. */
  static final int MAX_PICTURE_MILLIS = 400;

  /** What a receiver can still play after a stall, and be no further behind. */
  static final int MAX_SOUND_MILLIS = 1_000;

  private static final int KIND_BITS = 8;

  /**
   * @param stream of which sender and kind
   */
  private record Waiting(ByteBuffer octets, int stream, boolean key, long sinceMillis) {}

  private final Clock clock;
  private final RelayCounters counters;
  private final Object lock = new Object();

  // Guarded by lock.
  private final Deque<Waiting> sound = new ArrayDeque<>();
  private final Deque<Waiting> pictures = new ArrayDeque<>();
  private final Set<Integer> awaitKey = new HashSet<>();
  private int octets;
  private boolean closed;
  private long relayedFrames;
  private long relayedOctets;
  private long droppedFrames;

  RelayBacklog(Clock clock, RelayCounters counters) {
    this.clock = clock;
    this.counters = counters;
  }

  /** A frame with its sender in its header; its octets belong to this queue from now on. */
  void add(ByteBuffer frame) {
    int stream = RelayFrame.peer(frame) << KIND_BITS | RelayFrame.kind(frame);
    boolean picture = RelayFrame.isPicture(frame);
    Waiting waiting =
        new Waiting(frame, stream, picture && RelayFrame.isKey(frame), clock.millis());
    synchronized (lock) {
      if (closed) {
        count(RelayDrop.GONE);
        return;
      }
      dropLate(waiting.sinceMillis());
      RelayDrop drop = picture ? offerPicture(waiting) : offerSound(waiting);
      if (drop != null) {
        count(drop);
      }
    }
  }

  @Override
  public @Nullable SocketMessage next() {
    Waiting next;
    synchronized (lock) {
      dropLate(clock.millis());
      Deque<Waiting> from = sound.isEmpty() ? pictures : sound;
      next = from.peek();
      if (next == null) {
        return null;
      }
      forget(from);
      relayedFrames++;
      relayedOctets += next.octets().remaining();
    }
    counters.relayed(next.octets().remaining());
    return new SocketMessage.Binary(next.octets());
  }

  /** The socket is gone. */
  void close() {
    synchronized (lock) {
      closed = true;
      while (!sound.isEmpty()) {
        drop(sound, RelayDrop.GONE);
      }
      while (!pictures.isEmpty()) {
        drop(pictures, RelayDrop.GONE);
      }
    }
  }

  /** Why it is dropped, or null. Called with the lock held; so are the others below. */
  private @Nullable RelayDrop offerPicture(Waiting picture) {
    if (!mayFollow(picture)) {
      return RelayDrop.NEEDS_KEY;
    }
    if (!makeRoom(picture.octets().remaining(), false)) {
      awaitKey.add(picture.stream());
      return RelayDrop.FULL;
    }
    if (!mayFollow(picture)) {
      return RelayDrop.NEEDS_KEY; // What it builds on had to go to make room.
    }
    keep(picture, pictures);
    return null;
  }

  private @Nullable RelayDrop offerSound(Waiting heard) {
    if (!makeRoom(heard.octets().remaining(), true)) {
      return RelayDrop.FULL;
    }
    keep(heard, sound);
    return null;
  }

  private void keep(Waiting waiting, Deque<Waiting> queue) {
    queue.add(waiting);
    octets += waiting.octets().remaining();
  }

  private void forget(Deque<Waiting> queue) {
    octets -= queue.remove().octets().remaining();
  }

  private void drop(Deque<Waiting> queue, RelayDrop reason) {
    forget(queue);
    count(reason);
  }

  private void count(RelayDrop reason) {
    droppedFrames++;
    counters.dropped(reason);
  }

  private void dropLate(long nowMillis) {
    while (isLate(sound.peek(), nowMillis, MAX_SOUND_MILLIS)) {
      drop(sound, RelayDrop.LATE);
    }
    if (isLate(pictures.peek(), nowMillis, MAX_PICTURE_MILLIS)) {
      while (isLate(pictures.peek(), nowMillis, MAX_PICTURE_MILLIS)) {
        dropPicture(RelayDrop.LATE);
      }
      dropWhatNeedsKey();
    }
  }

  private static boolean isLate(@Nullable Waiting oldest, long nowMillis, int maxMillis) {
    return oldest != null && nowMillis - oldest.sinceMillis() > maxMillis;
  }

  private void dropPicture(RelayDrop reason) {
    awaitKey.add(pictures.element().stream());
    drop(pictures, reason);
  }

  private void dropWhatNeedsKey() {
    for (Iterator<Waiting> each = pictures.iterator(); each.hasNext(); ) {
      Waiting picture = each.next();
      if (!mayFollow(picture)) {
        each.remove();
        octets -= picture.octets().remaining();
        count(RelayDrop.NEEDS_KEY);
      }
    }
  }

  private boolean mayFollow(Waiting picture) {
    if (picture.key()) {
      awaitKey.remove(picture.stream());
      return true;
    }
    return !awaitKey.contains(picture.stream());
  }

  /** Pictures give way to anything, sound to sound only. */
  private boolean makeRoom(int size, boolean ofSound) {
    if (octets + size <= MAX_OCTETS) {
      return true;
    }
    while (octets + size > MAX_OCTETS && !pictures.isEmpty()) {
      dropPicture(RelayDrop.FULL);
      dropWhatNeedsKey();
    }
    while (octets + size > MAX_OCTETS && ofSound && !sound.isEmpty()) {
      drop(sound, RelayDrop.FULL);
    }
    return octets + size <= MAX_OCTETS;
  }

  /**
   * What became of everything that was added.
   *
   * @param volume in octets
   */
  record Tally(long frames, long volume, long dropped) {}

  Tally tally() {
    synchronized (lock) {
      return new Tally(relayedFrames, relayedOctets, droppedFrames);
    }
  }
}
