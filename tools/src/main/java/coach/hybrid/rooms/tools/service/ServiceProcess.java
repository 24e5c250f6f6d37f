package coach.hybrid.rooms.tools.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service as a process of its own, started by the launcher and killed without warning. */
public final class ServiceProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 50;

  private final Path launcher;
  private final Map<String, String> settings;
  private final Path log;
  private final URI origin;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;

  public ServiceProcess(Path launcher, URI origin, Map<String, String> settings, Path log) {
    this.launcher = launcher;
    this.origin = origin;
    this.settings = settings;
    this.log = log;
  }

  /** Returns when the service is ready; how long that took. */
  public Duration start() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "run");
    builder.environment().put("TRANSCRIPTION", "false"); // Unless it is what is looked at.
    builder.environment().putAll(settings);
    long begin = System.nanoTime();
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    HttpRequest ready = HttpRequest.newBuilder(origin.resolve("/readyz")).build();
    while (System.nanoTime() - begin < START_LIMIT.toNanos()) {
      if (!process.isAlive()) {
        throw new IOException("the service ended at its start, see " + log);
      }
      try {
        if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return Duration.ofNanos(System.nanoTime() - begin);
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IOException("the service was not ready in time, see " + log);
  }

  /** Of the service itself, which the launcher becomes; 0 before the start. */
  public long processId() {
    Process running = process;
    return running == null ? 0 : running.pid();
  }

  /** SIGKILL: no shutdown hook, no last words. */
  public void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }

  public void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      running.waitFor();
    }
    http.close();
  }
}
