package coach.hybrid.rooms.tools.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What the service starts as an orb: a script that notes its start, does a room the harm that is
 * ordered, leaves a stray child in a session of its own, and becomes the reference orb.
 */
final class OrbProgram {
  private final Path directory;
  private final Path script;

  OrbProgram(Path directory) throws IOException {
    this.directory = directory;
    script = directory.resolve("orb.sh");
    String text =
        """
        #!/bin/sh
        here=%s
        echo "$(date +%%s%%3N) $ORB_GENERATION" >>"$here/starts-$ROOM_ID"
        ends=$(cat "$here/exits-$ROOM_ID" 2>/dev/null || echo 0)
        if [ "$ORB_GENERATION" -le "$ends" ]; then exit 3; fi
        setsid sleep 3600 </dev/null >/dev/null 2>&1 &
        leaks=$(cat "$here/leaks-$ROOM_ID" 2>/dev/null || echo 0)
        if [ "$ORB_GENERATION" -le "$leaks" ]; then
          node -e 'const kept = []; setInterval(() => kept.length < 40 \
        && kept.push(Buffer.alloc(2e7, 1)), 100)' </dev/null >/dev/null 2>&1 &
        fi
        exec %s -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' \
        coach.hybrid.rooms.tools.orb.OrbMain "$@"
        """
            .formatted(
                directory,
                System.getProperty("java.home") + "/bin/java",
                System.getProperty("java.class.path"));
    Files.writeString(script, text);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** As {@code ORB_COMMAND} has it. */
  String command() {
    return script.toString();
  }

  /** That room's orbs end at once, up to that generation. */
  void exitsUpTo(String roomId, int generation) throws IOException {
    Files.writeString(directory.resolve("exits-" + roomId), Integer.toString(generation));
  }

  /** That room's orbs leak 200 MB a second up to 800, up to that generation. */
  void leaksUpTo(String roomId, int generation) throws IOException {
    Files.writeString(directory.resolve("leaks-" + roomId), Integer.toString(generation));
  }

  /** When that room's orbs were started, in milliseconds since 1970. */
  List<Long> starts(String roomId) throws IOException {
    Path file = directory.resolve("starts-" + roomId);
    return Files.exists(file)
        ? Files.readAllLines(file).stream()
            .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
            .toList()
        : List.of();
  }
}
