package coach.hybrid.rooms.e2e;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./rooms demo} as a newcomer runs it, and the two links it prints. */
final class Demo implements AutoCloseable {
  private static final Pattern COACH = Pattern.compile("(?m)^coach: +(\\S+)$");
  private static final Pattern CLIENT = Pattern.compile("(?m)^client: +(\\S+)$");

  /** It may have to build first. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final Path output;

  private Demo(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Demo start() throws IOException {
    Files.createDirectories(Service.OUTPUT);
    Path output = Files.createTempFile(Service.OUTPUT, "demo", ".log");
    ProcessBuilder builder = new ProcessBuilder(Service.ROOT.resolve("rooms").toString(), "demo");
    builder
        .environment()
        .putAll(
            Map.of(
                "PORT", Integer.toString(Service.freePort()),
                "TURN_PORT", Integer.toString(Service.freePort()),
                "GPU_MANAGER_PORT", Integer.toString(Service.freePort()),
                "JAVA_HOME", System.getProperty("java.home")));
    Demo demo =
        new Demo(builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    Await.until(
        () -> "two links; it says: " + demo.text(),
        LIMIT,
        () -> {
          if (!demo.process.isAlive()) {
            throw new AssertionError("the demo ended: " + demo.text());
          }
          return CLIENT.matcher(demo.text()).find();
        });
    return demo;
  }

  private String text() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  URI coach() {
    return link(COACH);
  }

  URI client() {
    return link(CLIENT);
  }

  private URI link(Pattern pattern) {
    Matcher matcher = pattern.matcher(text());
    if (!matcher.find()) {
      throw new AssertionError("no link in: " + text());
    }
    return URI.create(matcher.group(1));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the demo does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
