package coach.hybrid.rooms.tools.model;

import java.io.Console;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./rooms model [NAME…]}: gets models onto this machine and prints where each is. Ends with
 * 1 if one cannot be had and with 2 if it was asked wrongly.
 */
public final class ModelMain {
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BAD_USAGE = 2;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(4);
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(20);

  private ModelMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Request request;
    try {
      request = Request.from(List.of(arguments), System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("model: " + e.getMessage());
      System.exit(EXIT_BAD_USAGE);
      return;
    }
    try {
      run(request);
    } catch (IOException e) {
      // A file system's own message is only the file's name.
      System.err.println("model: " + (e instanceof FileSystemException ? e : e.getMessage()));
      System.exit(EXIT_FAILED);
    }
  }

  private static void run(Request request) throws IOException, InterruptedException {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    Progress progress = new Progress(System.err, terminal, System::nanoTime);
    try (ModelFolder folder = ModelFolder.open(request.folder())) {
      ModelFetcher fetcher =
          new ModelFetcher(
              folder,
              request.sources(),
              request.ownSources(),
              new Download(CONNECT_LIMIT, SILENCE_LIMIT, progress),
              new RegistryClients(request.python()),
              progress);
      Path file = request.file();
      for (Model model : request.models()) {
        System.out.println(file == null ? fetcher.fetch(model) : fetcher.take(model, file));
      }
    }
  }
}
