package coach.hybrid.rooms.e2e.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
}
