package coach.hybrid.rooms.server.orb.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * All processes of one orb: they carry its id in their environment, so that none is missed whose
 * parent has died or that made a group of its own. Where there is no {@code /proc}, the
 * descendants.
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final int LOOKS = 5;
  private static final long MOMENT_NANOS = 1_000_000;

  private final byte[] mark;

  ProcessTree(String orbId) {
    this.mark = ("\0ORB_ID=" + orbId + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Who of it lives.
   *
   * @param known its processes by descent, as far as known
   */
  Set<ProcessHandle> living(Set<ProcessHandle> known) {
    Set<ProcessHandle> living = new HashSet<>();
    for (ProcessHandle process : known) {
      add(living, process);
      process.descendants().forEach(child -> add(living, child));
    }
    try (Stream<Path> entries = Files.list(PROC)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .filter(this::isMarked)
          .forEach(name -> ProcessHandle.of(Long.parseLong(name)).ifPresent(p -> add(living, p)));
    } catch (IOException e) {
      // No such file system here: descent has to do.
    }
    living.remove(ProcessHandle.current());
    return living;
  }

  private static void add(Set<ProcessHandle> living, ProcessHandle process) {
    if (process.isAlive()) {
      living.add(process);
    }
  }

  private boolean isMarked(String processId) {
    Path process = PROC.resolve(processId);
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      for (int looks = 1; environment.length == 0 && looks < LOOKS; looks++) {
        // The kernel's own have no program; another becomes one in this moment (execve).
        Files.readSymbolicLink(process.resolve("exe"));
        LockSupport.parkNanos(MOMENT_NANOS);
        environment = Files.readAllBytes(process.resolve("environ"));
      }
      return contains(environment, mark);
    } catch (IOException e) {
      return false; // Somebody else's, the kernel's, or gone.
    }
  }

  /** The first variable has no zero before it. */
  private static boolean contains(byte[] text, byte[] part) {
    for (int at = -1; at + part.length <= text.length; at++) {
      int i = at < 0 ? 1 : 0;
      while (i < part.length && text[at + i] == part[i]) {
        i++;
      }
      if (i == part.length) {
        return true;
      }
    }
    return false;
  }
}
