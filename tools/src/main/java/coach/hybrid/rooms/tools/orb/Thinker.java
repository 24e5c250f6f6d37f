package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.Situation;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Finds words. Blocks while it does; an interrupt stops it. */
interface Thinker {
  /** Hands over each sentence as soon as it is whole. */
  void think(Situation situation, Consumer<String> sentence)
      throws IOException, InterruptedException;

  /** Whether a thought costs so little that one may be wasted. */
  default boolean thinksAhead() {
    return false;
  }

  /** Sentences it will probably say. */
  default List<String> usual() {
    return List.of();
  }

  /** Nobody heard the last thought. */
  default void takeBack() {}
}
