package coach.hybrid.rooms.e2e.network;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs short commands of the system to their end, with what they are fed on their input. */
final class Shell {
  /** How a command ended, and all it said. */
  record Outcome(int code, String said) {}

  private Shell() {}

  /** As {@code sh -e} runs it; says what went wrong if anything did. */
  static void script(String text) throws IOException, InterruptedException {
    Outcome outcome = attempt(text, "sh", "-e", "-s");
    if (outcome.code() != 0) {
      throw new IOException("the network could not be set up: " + outcome.said() + "\n" + text);
    }
  }

  static Outcome attempt(String input, String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without reading; its code and its words tell why.
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said.strip());
  }

  /** Where these classes are, for a Java of their own. */
  static String classPath(Class<?>... classes) {
    List<String> places = new ArrayList<>();
    for (Class<?> one : classes) {
      try {
        URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        places.add(Path.of(place).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return String.join(File.pathSeparator, places);
  }
}
