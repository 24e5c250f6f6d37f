package coach.hybrid.rooms.tools.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Has {@code pip} and {@code npm} fetch packages, with whatever mirrors the user gave them. */
final class RegistryClients implements PackageClient {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final String OUTPUT = "output.txt";

  private final String python;

  RegistryClients(String python) {
    this.python = python;
  }

  @Override
  public Path fetch(RegistryPackage wanted, Path into) throws IOException, InterruptedException {
    String folder = into.toString();
    switch (wanted.registry()) {
      case PYPI ->
          run(
              List.of(
                  python,
                  "-m",
                  "pip",
                  "download",
                  "-q",
                  "--disable-pip-version-check",
                  "--no-input",
                  "--no-deps",
                  "--only-binary",
                  ":all:",
                  "-d",
                  folder,
                  wanted.name() + "==" + wanted.version()),
              into);
      case NPM ->
          run(
              List.of(
                  "npm",
                  "pack",
                  "--silent",
                  "--pack-destination",
                  folder,
                  wanted.name() + "@" + wanted.version()),
              into);
    }
    Files.delete(into.resolve(OUTPUT));
    try (Stream<Path> files = Files.list(into)) {
      Path file = files.findFirst().orElseThrow(() -> new IOException("no file came"));
      if (!wanted.checksum().matches(file)) {
        throw new WrongChecksumException(wanted.checksum());
      }
      return file;
    }
  }

  private static void run(List<String> command, Path in) throws IOException, InterruptedException {
    Path output = in.resolve(OUTPUT);
    Process process =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            command.getFirst() + " took longer than " + LIMIT.toMinutes() + " min");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.getFirst() + ": " + lastLine(output));
    }
  }

  private static String lastLine(Path output) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> !line.isBlank())
        .reduce((_, later) -> later)
        .orElse("it failed without a word");
  }
}
