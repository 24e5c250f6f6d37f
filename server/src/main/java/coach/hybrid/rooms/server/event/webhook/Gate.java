package coach.hybrid.rooms.server.event.webhook;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Which rooms may try one receiver now: many at once while it is well; after a failure one at a
 * time, after a rest. The states are a circuit breaker's; when it is half open is decided here, by
 * the given time. Does nothing by itself; any thread may call.
 */
final class Gate {
  /** The breaker never waits by itself: {@link #admit} opens it half. */
  private static final Duration NEVER = Duration.ofDays(36_500);

  private final Pace pace;
  private final CircuitBreaker<Answer> breaker =
      CircuitBreaker.<Answer>builder()
          .withFailureThreshold(1)
          .withSuccessThreshold(1)
          .withDelay(NEVER)
          .build();

  // All below: guarded by this.
  private final Backoff backoff;

  /** Rooms in which nothing has failed since something succeeded. */
  private final Deque<RoomCursor> fresh = new ArrayDeque<>();

  /** Rooms that have rested after a failure. */
  private final Deque<RoomCursor> rested = new ArrayDeque<>();

  private final PriorityQueue<RoomCursor> resting =
      new PriorityQueue<>(Comparator.comparing((RoomCursor room) -> room.notBefore));
  private int underWay;
  private Instant openUntil = Instant.MIN;
  private Instant openUntilForFresh = Instant.MIN;
  private boolean closing;
  private boolean shut;
  private EndpointHealth health = EndpointHealth.UNKNOWN;

  Gate(Pace pace) {
    this.pace = pace;
    this.backoff = new Backoff(pace);
  }

  Backoff newBackoff() {
    return backoff.another();
  }

  synchronized EndpointHealth health() {
    return health;
  }

  synchronized boolean isOpen() {
    return !breaker.isClosed();
  }

  /** The room has something to deliver; {@link #admit} gives it back when it may. */
  synchronized void queue(RoomCursor room) {
    (room.backoff.failures() == 0 ? fresh : rested).add(room);
  }

  /** Rooms that may try now; each attempt must be reported. */
  synchronized List<RoomCursor> admit(Instant now) {
    List<RoomCursor> admitted = new ArrayList<>();
    if (shut) {
      return admitted;
    }
    if (!closing) {
      while (!resting.isEmpty() && !resting.peek().notBefore.isAfter(now)) {
        rested.add(resting.remove());
      }
      if (breaker.isOpen() && underWay == 0 && !now.isBefore(probeAt())) {
        breaker.halfOpen();
      }
    }
    while (underWay < pace.parallelRooms() && anyWaiting() && mayTry()) {
      underWay++;
      admitted.add(take());
    }
    return admitted;
  }

  private boolean anyWaiting() {
    return !fresh.isEmpty() || !rested.isEmpty();
  }

  /** Takes the breaker's permit with it. */
  private boolean mayTry() {
    return (breaker.isClosed() || (underWay == 0 && !closing)) && breaker.tryAcquirePermit();
  }

  /** While the receiver is well those behind go first; a probe is better made with what is new. */
  private RoomCursor take() {
    boolean freshFirst = !breaker.isClosed();
    Deque<RoomCursor> first = freshFirst ? fresh : rested;
    return first.isEmpty() ? (freshFirst ? rested : fresh).remove() : first.remove();
  }

  private Instant probeAt() {
    return fresh.isEmpty() ? openUntil : openUntilForFresh;
  }

  /** When {@link #admit} should be asked again, if nothing happens before; null for never. */
  synchronized @Nullable Instant wakeAt() {
    if (shut || closing || (underWay > 0 && !breaker.isClosed())) {
      return null;
    }
    Instant next = resting.isEmpty() ? null : resting.peek().notBefore;
    if (breaker.isClosed()) {
      return next;
    }
    Instant probe = probeAt();
    if (anyWaiting()) {
      return probe;
    }
    return next == null || next.isAfter(probe) ? next : probe;
  }

  synchronized void succeeded(Answer answer, Instant now) {
    underWay--;
    health = health.after(answer, now);
    backoff.reset();
    breaker.recordSuccess();
    breaker.close(); // Also if it was the last of several under way when another failed.
  }

  /**
   * @param room comes back when it has rested; null if it has given up on what failed
   */
  synchronized void failed(@Nullable RoomCursor room, Answer answer, Instant now) {
    underWay--;
    health = health.after(answer, now);
    Duration asked = answer.retryAfter() == null ? Duration.ZERO : answer.retryAfter();
    Duration least = min(asked, pace.longestDelay());
    if (!breaker.isOpen()) { // Else it is a straggler: its failure is no news.
      Duration rest = max(backoff.afterFailure(answer), least);
      openUntil = now.plus(rest);
      openUntilForFresh = now.plus(max(min(rest, pace.freshDelay()), least));
    } else {
      openUntil = max(openUntil, now.plus(least));
      openUntilForFresh = max(openUntilForFresh, now.plus(least));
    }
    breaker.recordFailure();
    if (room != null) {
      room.notBefore = now.plus(max(room.backoff.afterFailure(answer), least));
      resting.add(room);
    }
  }

  /** Everybody who waits, to be dealt with in another way. */
  synchronized List<RoomCursor> drain() {
    List<RoomCursor> all = new ArrayList<>(fresh);
    all.addAll(rested);
    all.addAll(resting);
    fresh.clear();
    rested.clear();
    resting.clear();
    return all;
  }

  /** An attempt that is neither success nor failure: the receiver is gone for good. */
  synchronized void left(Answer answer, Instant now) {
    underWay--;
    health = health.after(answer, now);
    breaker.close(); // Whoever still waits must get through, to be buried.
  }

  /** Admitted for nothing. */
  synchronized void gaveBack() {
    underWay--;
    if (breaker.isHalfOpen()) {
      breaker.open(); // The permit is still to be had: it opens half again at once.
    }
  }

  /** The past is forgotten: everybody may try now. */
  synchronized void reset() {
    backoff.reset();
    breaker.close();
    health = EndpointHealth.UNKNOWN;
    openUntil = Instant.MIN;
    openUntilForFresh = Instant.MIN;
    while (!resting.isEmpty()) {
      rested.add(resting.remove());
    }
  }

  synchronized void remove(RoomCursor room) {
    fresh.remove(room);
    rested.remove(room);
    resting.remove(room);
  }

  /** From now on nobody is admitted who has failed, or whose receiver has. */
  synchronized void closing() {
    closing = true;
  }

  /** Nobody is admitted any more. */
  synchronized void shut() {
    shut = true;
  }

  /** Nothing is under way, and nothing more would be admitted while closing. */
  synchronized boolean quiet() {
    return underWay == 0 && (shut || !breaker.isClosed() || !anyWaiting());
  }

  private static <T extends Comparable<? super T>> T min(T one, T other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static <T extends Comparable<? super T>> T max(T one, T other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
