package coach.hybrid.rooms.server.room;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Commands in the order in which they came, handled by one thread at a time: whoever posts into an
 * idle mailbox drains it. No lock is held while a command is handled, and a handler may post.
 */
final class Mailbox<C> {
  private final ConcurrentLinkedQueue<C> queue = new ConcurrentLinkedQueue<>();

  /** Commands posted and not yet handled; its changes also hand the state from thread to thread. */
  private final AtomicInteger pending = new AtomicInteger();

  private final Consumer<C> handler;

  /**
   * @param handler must not throw
   */
  Mailbox(Consumer<C> handler) {
    this.handler = handler;
  }

  void post(C command) {
    queue.add(command);
    if (pending.getAndIncrement() == 0) {
      drain();
    }
  }

  private void drain() {
    do {
      handler.accept(queue.remove());
    } while (pending.decrementAndGet() > 0);
  }
}
