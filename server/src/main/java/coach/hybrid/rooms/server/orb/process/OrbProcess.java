package coach.hybrid.rooms.server.orb.process;

import coach.hybrid.rooms.server.orb.OrbCost;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbUnit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running orb with its host: JSON lines both ways, its log into ours, and its end told when all
 * of its processes have ended. Three threads wait for it; any thread may call.
 */
final class OrbProcess {
  private static final Logger log = LoggerFactory.getLogger(OrbProcess.class);
  private static final int MAX_LINE_CHARS = 1_048_576;
  private static final int MAX_LOG_CHARS = 500;
  private static final int MAX_LOG_LINES = 2_000;

  private final OrbUnit unit;
  private final Process host;
  private final OrbOwner owner;
  private final ProcessTree tree;
  private final CostMeter meter = new CostMeter();
  private final Object writing = new Object();

  OrbProcess(OrbUnit unit, Process host, OrbOwner owner) {
    this.unit = unit;
    this.host = host;
    this.owner = owner;
    this.tree = new ProcessTree(unit.orbId());
  }

  /**
   * @param ended runs once nothing of it lives
   */
  void start(Executor workers, Runnable ended) {
    workers.execute(() -> readLines(host.getInputStream(), this::heard));
    workers.execute(() -> readLines(host.getErrorStream(), new LogLines()::add));
    workers.execute(() -> awaitEnd(ended));
  }

  ProcessHandle handle() {
    return host.toHandle();
  }

  private void heard(String line) {
    String text = line.strip();
    if (text.startsWith("{")) {
      owner.said(unit.generation(), text);
    } else if (!text.isEmpty()) {
      log.debug("orb {} on its channel: {}", unit.orbId(), shorten(text));
    }
  }

  private interface Lines {
    void add(String line);
  }

  /** A line that does not end is cut, not kept. */
  private static void readLines(InputStream from, Lines to) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n') {
          to.add(line.toString());
          line.setLength(0);
        } else if (line.length() < MAX_LINE_CHARS) {
          line.append((char) c);
        }
      }
      if (!line.isEmpty()) {
        to.add(line.toString());
      }
    } catch (IOException e) {
      log.debug("the channel of an orb broke", e);
    }
  }

  /** What an orb prints, as long as it is reasonable. */
  private final class LogLines {
    private int count;

    void add(String line) {
      count++;
      if (count < MAX_LOG_LINES) {
        log.info("orb {}: {}", unit.orbId(), shorten(line));
      } else if (count == MAX_LOG_LINES) {
        log.warn("orb {} prints too much; the rest is left out", unit.orbId());
      }
    }
  }

  private static String shorten(String line) {
    return line.length() <= MAX_LOG_CHARS ? line : line.substring(0, MAX_LOG_CHARS) + "…";
  }

  private void awaitEnd(Runnable ended) {
    try {
      int code = host.waitFor();
      sweep();
      ended.run();
      owner.happened(new OrbEvent.Gone(unit.generation(), "exit-" + code));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The service stops, and ends it otherwise.
    }
  }

  /** Whoever of it outlived its host. */
  private void sweep() {
    Set<ProcessHandle> left = tree.living(Set.of(handle()));
    if (!left.isEmpty()) {
      log.warn("orb {}: {} processes outlived their host and are ended", unit.orbId(), left.size());
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }

  void tell(String message) {
    synchronized (writing) {
      try {
        OutputStream in = host.getOutputStream();
        in.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
      } catch (IOException e) {
        log.debug("orb {} cannot be told", unit.orbId(), e);
      }
    }
  }

  void terminate(boolean force) {
    for (ProcessHandle process : tree.living(Set.of(handle()))) {
      if (force) {
        process.destroyForcibly();
      } else {
        process.destroy();
      }
    }
  }

  boolean isAlive() {
    return host.isAlive();
  }

  @Nullable OrbCost cost() {
    return meter.measure(tree.living(Set.of(handle())));
  }
}
