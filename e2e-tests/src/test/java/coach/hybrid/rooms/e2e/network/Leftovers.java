package coach.hybrid.rooms.e2e.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Finds by name, and takes away, what a run has put on the machine, one that was killed included:
 * whoever carries the mark in its environment or lives in one of our namespaces, and the
 * namespaces, with whose end all links and rules end.
 */
final class Leftovers {
  /** In the environment of every process that has to do with these networks. */
  static final String MARK = "HYBRID_ROOMS_NETWORKS";

  static final String OPERATOR_LINK = Host.PREFIX + "op";
  private static final long END_SECONDS = 5;

  private Leftovers() {}

  /** Only whoever holds the lock may: nobody else's run is under way. */
  static void clear() throws IOException, InterruptedException {
    List<ProcessHandle> processes = Stream.concat(marked(), inNamespaces().stream()).toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      awaitEnd(process);
    }
    StringBuilder script = new StringBuilder();
    for (String namespace : namespaces()) {
      script.append("ip netns del ").append(namespace).append('\n');
    }
    script.append("ip link del " + OPERATOR_LINK + " 2>/dev/null || true\n");
    Shell.script(script.toString());
  }

  private static void awaitEnd(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("process " + process.pid() + " does not end", e);
    }
  }

  static List<String> namespaces() throws IOException, InterruptedException {
    return Shell.attempt("", "ip", "netns", "list")
        .said()
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> name.startsWith(Host.PREFIX))
        .toList();
  }

  private static List<ProcessHandle> inNamespaces() throws IOException, InterruptedException {
    List<ProcessHandle> processes = new ArrayList<>();
    for (String name : namespaces()) {
      processes.addAll(in(name));
    }
    return processes;
  }

  static List<ProcessHandle> in(String namespace) throws IOException, InterruptedException {
    return Shell.attempt("", "ip", "netns", "pids", namespace)
        .said()
        .lines()
        .filter(line -> line.matches("\\d+"))
        .map(line -> ProcessHandle.of(Long.parseLong(line)))
        .flatMap(Optional::stream)
        .toList();
  }

  static Stream<ProcessHandle> marked() {
    return ProcessHandle.allProcesses().filter(Leftovers::isMarked);
  }

  private static boolean isMarked(ProcessHandle process) {
    try {
      Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
      String variables = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
      return Stream.of(variables.split("\0", -1)).anyMatch(line -> line.startsWith(MARK + "="));
    } catch (IOException e) {
      return false; // It has ended meanwhile.
    }
  }
}
