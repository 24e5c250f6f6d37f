package coach.hybrid.rooms.client.signal;

import coach.hybrid.rooms.client.call.Ending;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says why the room does not let us in. A browser hides that from a failed WebSocket, so it has to
 * be asked over HTTP.
 */
public interface Door {
  /** Asks; null means that nothing speaks against trying again. */
  void ask(Consumer<@Nullable Ending> then);
}
