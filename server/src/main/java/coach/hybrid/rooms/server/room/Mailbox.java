package coach.hybrid.rooms.server.room;

import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Commands in the order in which they came, handled by one thread at a time: whoever posts into an
 * idle mailbox drains it. No lock is held while a command is handled, and a handler may post.
 */
final class Mailbox<C> {
  private final ConcurrentLinkedQueue<C> queue = new ConcurrentLinkedQueue<>();

  /** Commands posted and not yet handled; its changes also hand the state from thread to thread. */
  private final AtomicInteger pending = new AtomicInteger();

  private final Consumer<C> handler;
  private final Predicate<C> mayWait;
  private final Executor workers;

  /**
   * @param handler must not throw
   * @param mayWait whether handling this one may make its thread wait
   */
  Mailbox(Consumer<C> handler, Predicate<C> mayWait, Executor workers) {
    this.handler = handler;
    this.mayWait = mayWait;
    this.workers = workers;
  }

  /** From a thread that may wait. */
  void post(C command) {
    queue.add(command);
    if (pending.getAndIncrement() == 0) {
      drain();
    }
  }

  /** From any thread: it never waits, unless with a command of its own that may. */
  void postInPassing(C command) {
    if (mayWait.test(command)) {
      post(command);
      return;
    }
    queue.add(command);
    if (pending.getAndIncrement() == 0) {
      drainInPassing();
    }
  }

  private void drain() {
    do {
      handler.accept(queue.remove());
    } while (pending.decrementAndGet() > 0);
  }

  private void drainInPassing() {
    do {
      if (mayWait.test(Objects.requireNonNull(queue.peek()))) {
        workers.execute(this::drain);
        return;
      }
      handler.accept(queue.remove());
    } while (pending.decrementAndGet() > 0);
  }
}
