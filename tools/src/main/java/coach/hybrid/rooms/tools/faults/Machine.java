package coach.hybrid.rooms.tools.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The processes of this machine that belong to an orb, as {@code /proc} has them (Linux). */
final class Machine {
  private static final Path PROC = Path.of("/proc");

  /**
   * One process of an orb.
   *
   * @param orbId empty if its environment does not say
   */
  record OrbPart(long processId, String orbId, String roomId, String command) {
    boolean isHost() {
      return command.contains("host.mjs");
    }

    /** The orb itself, not what stands in front of it or was started by it. */
    boolean isOrb() {
      return command.contains("tools.orb.OrbMain") && !isHost();
    }

    @Override
    public String toString() {
      return processId + " " + orbId + " " + command.split(" ", 2)[0];
    }
  }

  private Machine() {}

  /** By their environment or their command line; a process that has ended is none. */
  static List<OrbPart> partsOf(Collection<String> roomIds) {
    List<OrbPart> parts = new ArrayList<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .forEach(entry -> {
            OrbPart part = read(entry);
            if (roomIds.contains(part.roomId())) {
              parts.add(part);
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be listed", e);
    }
    return parts;
  }

  static List<OrbPart> partsOf(String roomId) {
    return partsOf(List.of(roomId));
  }

  private static OrbPart read(Path entry) {
    String[] environment = zeroSeparated(entry.resolve("environ"));
    String[] command = zeroSeparated(entry.resolve("cmdline"));
    String roomId = valueOf("--room=", command);
    return new OrbPart(
        Long.parseLong(entry.getFileName().toString()),
        valueOf("ORB_ID=", environment),
        roomId.isEmpty() ? valueOf("ROOM_ID=", environment) : roomId,
        String.join(" ", command));
  }

  private static String[] zeroSeparated(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0", -1);
    } catch (IOException e) {
      return new String[0]; // Gone, or somebody else's.
    }
  }

  private static String valueOf(String prefix, String[] words) {
    for (String word : words) {
      if (word.startsWith(prefix)) {
        return word.substring(prefix.length());
      }
    }
    return "";
  }

  /** A signal by its name; to a process that has ended already it is none. */
  static void signal(String name, Collection<OrbPart> parts)
      throws IOException, InterruptedException {
    for (OrbPart part : parts) {
      new ProcessBuilder("kill", "-" + name, Long.toString(part.processId()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }
}
