package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder of e2e-tests/node, copied out of the source tree, with what its lock file names. */
final class NodeProject {
  private static final int INSTALL_SECONDS = 180;

  private final Path directory;

  private NodeProject(Path directory) {
    this.directory = directory;
  }

  static NodeProject install(String name) throws IOException, InterruptedException {
    Path source = Service.ROOT.resolve("e2e-tests/node").resolve(name);
    Path directory = Service.OUTPUT.resolve(name);
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file,
            directory.resolve(file.getFileName().toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    NodeProject project = new NodeProject(directory);
    project.run(
        INSTALL_SECONDS, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    return project;
  }

  Path directory() {
    return directory;
  }

  /** What the command says, which must end well in time. */
  String run(int limitSeconds, Map<String, String> env, String... command)
      throws IOException, InterruptedException {
    Path log = directory.resolve(command[0] + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(env);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean over = process.waitFor(limitSeconds, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    String said = Files.readString(log).strip();
    assertTrue(over && process.exitValue() == 0, () -> String.join(" ", command) + ": " + said);
    return said;
  }
}
