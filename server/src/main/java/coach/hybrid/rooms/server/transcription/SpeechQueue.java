package coach.hybrid.rooms.server.transcription;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Utterances waiting for a worker: each room's in their order, the rooms in turn, so that one room
 * that talks a lot does not silence the others. Guarded by the {@link Workshop}.
 */
final class SpeechQueue {
  private final int maxWaiting;
  private final int maxWaitingPerRoom;
  private final long maxLagMillis;
  private final Map<String, Deque<SpeechJob>> rooms = new LinkedHashMap<>();
  private int size;

  SpeechQueue(TranscriptionSettings settings) {
    this.maxWaiting = settings.maxWaiting();
    this.maxWaitingPerRoom = settings.maxWaitingPerRoom();
    this.maxLagMillis = settings.maxLag().toMillis();
  }

  void add(SpeechJob job) {
    rooms.computeIfAbsent(job.roomId, _ -> new ArrayDeque<>()).addLast(job);
    size++;
  }

  /** Once more: it has waited already. */
  void addFirst(SpeechJob job) {
    rooms.computeIfAbsent(job.roomId, _ -> new ArrayDeque<>()).addFirst(job);
    size++;
  }

  @Nullable SpeechJob poll() {
    Iterator<Map.Entry<String, Deque<SpeechJob>>> turns = rooms.entrySet().iterator();
    if (!turns.hasNext()) {
      return null;
    }
    Map.Entry<String, Deque<SpeechJob>> turn = turns.next();
    String roomId = turn.getKey();
    Deque<SpeechJob> waiting = turn.getValue();
    turns.remove();
    SpeechJob job = waiting.removeFirst();
    if (!waiting.isEmpty()) {
      rooms.put(roomId, waiting);
    }
    size--;
    return job;
  }

  /** Takes out what has waited too long, and the oldest of whoever has most where too many wait. */
  List<SpeechJob> giveUp(long nowMillis) {
    List<SpeechJob> given = new ArrayList<>();
    Iterator<Deque<SpeechJob>> all = rooms.values().iterator();
    while (all.hasNext()) {
      Deque<SpeechJob> waiting = all.next();
      while (isTooLate(waiting.peekFirst(), nowMillis) || waiting.size() > maxWaitingPerRoom) {
        given.add(waiting.removeFirst());
        size--;
      }
      if (waiting.isEmpty()) {
        all.remove();
      }
    }
    while (size > maxWaiting) {
      given.add(oldestOfTheLongest());
    }
    return given;
  }

  private boolean isTooLate(@Nullable SpeechJob job, long nowMillis) {
    return job != null && nowMillis - job.submittedAtMillis > maxLagMillis;
  }

  private SpeechJob oldestOfTheLongest() {
    String longest = "";
    int most = 0;
    for (Map.Entry<String, Deque<SpeechJob>> room : rooms.entrySet()) {
      if (room.getValue().size() > most) {
        most = room.getValue().size();
        longest = room.getKey();
      }
    }
    Deque<SpeechJob> waiting = rooms.getOrDefault(longest, new ArrayDeque<>());
    SpeechJob job = waiting.removeFirst();
    if (waiting.isEmpty()) {
      rooms.remove(longest);
    }
    size--;
    return job;
  }

  /** When the one that waits longest was submitted; {@code nowMillis} if none waits. */
  long oldestMillis(long nowMillis) {
    long oldest = nowMillis;
    for (Deque<SpeechJob> waiting : rooms.values()) {
      SpeechJob first = waiting.peekFirst();
      if (first != null) {
        oldest = Math.min(oldest, first.submittedAtMillis);
      }
    }
    return oldest;
  }

  /** Of audio that waits. */
  long waitingMillis() {
    long sum = 0;
    for (Deque<SpeechJob> waiting : rooms.values()) {
      for (SpeechJob job : waiting) {
        sum += job.millis();
      }
    }
    return sum;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
