package coach.hybrid.rooms.tools.gpu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All orbs of this machine, by their id. One lock guards the map; no process is waited for in it.
 */
final class OrbHouse implements AutoCloseable {
  /** Starts a process; a fake one in tests. */
  interface Starter {
    Process start(List<String> command, Map<String, String> environment) throws IOException;
  }

  /** How an order ended. */
  sealed interface Spawned {
    record Started(RunningOrb orb) implements Spawned {}

    record Full() implements Spawned {}

    record Failed(String why) implements Spawned {}
  }

  /** The rest of this process's environment is none of an orb's business. */
  private static final Set<String> INHERITED =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH",
          "AI_SERVICE_URL",
          "AI_SERVICE_KEY",
          "AI_SERVICE_MODEL",
          "ORB_BEEP_MILLIS",
          "ORB_FACE",
          "ORB_MARKS",
          "ORB_TALK_PERCENT",
          "ORB_PIPER_PYTHON",
          "ORB_PIPER_MODEL",
          "HEARTBEAT_INTERVAL");

  private final List<String> command;
  private final Map<String, String> environment;
  private final int most;
  private final Starter starter;
  private final Map<String, RunningOrb> orbs = new HashMap<>();
  private boolean closed;

  OrbHouse(List<String> command, Map<String, String> environment, int most, Starter starter) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.most = most;
    this.starter = starter;
  }

  /** Ordering the same orb twice starts it once: an answer may have been lost. */
  synchronized Spawned spawn(SpawnOrder order) {
    RunningOrb before = orbs.get(order.orbId());
    if (before != null && before.alive()) {
      return new Spawned.Started(before);
    }
    if (closed || orbs.size() >= most) {
      return new Spawned.Full();
    }
    List<String> words = new ArrayList<>(command);
    words.addAll(order.options());
    Map<String, String> variables = new HashMap<>();
    INHERITED.forEach(name -> {
      String value = environment.get(name);
      if (value != null) {
        variables.put(name, value);
      }
    });
    variables.putAll(order.environment());
    try {
      RunningOrb orb = new RunningOrb(order.orbId(), starter.start(words, variables));
      orbs.put(order.orbId(), orb);
      orb.whenEnded(() -> forget(orb));
      return new Spawned.Started(orb);
    } catch (IOException e) {
      return new Spawned.Failed(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void forget(RunningOrb orb) {
    orbs.remove(orb.orbId(), orb);
  }

  synchronized @Nullable RunningOrb find(String orbId) {
    RunningOrb orb = orbs.get(orbId);
    return orb != null && orb.alive() ? orb : null;
  }

  @Override
  public void close() {
    List<RunningOrb> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(orbs.values());
    }
    left.parallelStream().forEach(RunningOrb::terminate);
  }
}
