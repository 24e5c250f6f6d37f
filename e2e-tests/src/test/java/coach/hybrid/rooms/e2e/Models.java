package coach.hybrid.rooms.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where {@code ./rooms test} has put the speech models and a real voice. */
final class Models {
  private Models() {}

  static Path file(String name) {
    Map<String, String> env = System.getenv();
    Path base =
        env.containsKey("MODEL_DIR")
            ? Path.of(env.get("MODEL_DIR"))
            : Path.of(
                    env.getOrDefault(
                        "XDG_CACHE_HOME", Path.of(env.get("HOME"), ".cache").toString()))
                .resolve("hybrid-rooms")
                .resolve("models");
    Path file = base.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(file + " is missing: ./rooms test fetches it");
    }
    return file;
  }
}
