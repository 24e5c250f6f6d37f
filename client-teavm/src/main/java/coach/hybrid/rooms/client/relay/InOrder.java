package coach.hybrid.rooms.client.relay;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Does what becomes possible in any order in the order in which it was begun. */
final class InOrder {
  private final ArrayDeque<Slot> begun = new ArrayDeque<>();

  /** Something that has been begun. */
  final class Slot {
    private boolean isDone;
    private @Nullable Runnable then;

    /** Now this can be done, or nothing, if it came to nothing. */
    void finish(@Nullable Runnable task) {
      isDone = true;
      then = task;
      for (Slot head = begun.peek(); head != null && head.isDone; head = begun.peek()) {
        begun.remove();
        if (head.then != null) {
          head.then.run();
        }
      }
    }
  }

  Slot begin() {
    Slot slot = new Slot();
    begun.add(slot);
    return slot;
  }

  int waiting() {
    return begun.size();
  }
}
