package coach.hybrid.rooms.tools.orb.voice;

import java.nio.file.Files;
import java.nio.file.Path;

/** Which programs this machine has. */
final class Programs {
  private Programs() {}

  static boolean onPath(String program) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
