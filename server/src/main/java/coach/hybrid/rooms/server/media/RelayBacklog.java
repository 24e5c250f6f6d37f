package coach.hybrid.rooms.server.media;

import coach.hybrid.rooms.server.socket.SocketFeed;
import coach.hybrid.rooms.server.socket.SocketMessage;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be relayed to one participant, bounded by octets and by age. Sound goes first and
 * is dropped last; where there is no room, whoever has most waiting loses his own first; of a
 * sender's pictures none goes out after one was dropped until the next that needs none before it.
 * For all threads; the lock guards the queue only.
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
  private record Waiting(ByteBuffer octets, int stream, boolean key, long sinceMillis) {
    int sender() {
      return stream >>> KIND_BITS;
    }

    int size() {
      return octets.remaining();
    }
  }

  private final Clock clock;
  private final RelayCounters counters;
  private final Object lock = new Object();

  // Guarded by lock.
  private final Deque<Waiting> sound = new ArrayDeque<>();
  private final Deque<Waiting> pictures = new ArrayDeque<>();
  private final Set<Integer> awaitKey = new HashSet<>();
  private final Map<Integer, Integer> octetsBySender = new HashMap<>();
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
      from.remove();
      forget(next);
      relayedFrames++;
      relayedOctets += next.size();
    }
    counters.relayed(next.size());
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
    if (!makeRoom(picture, false)) {
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
    if (!makeRoom(heard, true)) {
      return RelayDrop.FULL;
    }
    keep(heard, sound);
    return null;
  }

  private void keep(Waiting waiting, Deque<Waiting> queue) {
    queue.add(waiting);
    octets += waiting.size();
    octetsBySender.merge(waiting.sender(), waiting.size(), Integer::sum);
  }

  private void forget(Waiting gone) {
    octets -= gone.size();
    octetsBySender.compute(
        gone.sender(), (_, all) -> all == null || all <= gone.size() ? null : all - gone.size());
  }

  private void drop(Deque<Waiting> queue, RelayDrop reason) {
    forget(queue.remove());
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
        dropLatePicture();
      }
      dropWhatNeedsKey();
    }
  }

  private static boolean isLate(@Nullable Waiting oldest, long nowMillis, int maxMillis) {
    return oldest != null && nowMillis - oldest.sinceMillis() > maxMillis;
  }

  private void dropLatePicture() {
    awaitKey.add(pictures.element().stream());
    drop(pictures, RelayDrop.LATE);
  }

  private void dropWhatNeedsKey() {
    for (Iterator<Waiting> each = pictures.iterator(); each.hasNext(); ) {
      Waiting picture = each.next();
      if (!mayFollow(picture)) {
        each.remove();
        forget(picture);
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

  /**
   * At the cost of whoever has most here, the newcomer counted: his pictures go before his sound,
   * and one's own picture is not worth one's own sound.
   */
  private boolean makeRoom(Waiting newcomer, boolean ofSound) {
    while (octets + newcomer.size() > MAX_OCTETS) {
      int heaviest = heaviest(newcomer);
      boolean gone =
          dropOldestOf(heaviest, true)
              || ((ofSound || heaviest != newcomer.sender()) && dropOldestOf(heaviest, false));
      if (!gone) {
        return false;
      }
    }
    return true;
  }

  private int heaviest(Waiting newcomer) {
    int heaviest = newcomer.sender();
    int most = octetsBySender.getOrDefault(heaviest, 0) + newcomer.size();
    for (Map.Entry<Integer, Integer> each : octetsBySender.entrySet()) {
      if (each.getValue() > most) {
        heaviest = each.getKey();
        most = each.getValue();
      }
    }
    return heaviest;
  }

  private boolean dropOldestOf(int sender, boolean picture) {
    Deque<Waiting> queue = picture ? pictures : sound;
    for (Iterator<Waiting> each = queue.iterator(); each.hasNext(); ) {
      Waiting oldest = each.next();
      if (oldest.sender() == sender) {
        each.remove();
        forget(oldest);
        count(RelayDrop.FULL);
        if (picture) {
          awaitKey.add(oldest.stream());
          dropWhatNeedsKey();
        }
        return true;
      }
    }
    return false;
  }

  /**
   * What became of everything that was added.
   *
   * @param volume in octets
   * @param waiting in octets
   */
  record Tally(long frames, long volume, long dropped, int waiting) {}

  Tally tally() {
    synchronized (lock) {
      return new Tally(relayedFrames, relayedOctets, droppedFrames, octets);
    }
  }
}
