package coach.hybrid.rooms.server.event.webhook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code src/test/node/webhook-verifier} as a process: somebody else's code judges what we send.
 */
final class NodeReceiver implements AutoCloseable {
  private static final Path SOURCE = Path.of("src/test/node/webhook-verifier");
  private static final Path BUILT = Path.of("target/webhook-verifier");
  private static final long INSTALL_SECONDS = 180;

  private final Process process;
  private final BufferedReader out;
  private final int port;

  NodeReceiver(String secret) throws IOException {
    process =
        new ProcessBuilder("node", "receiver.mjs", base64(secret))
            .directory(BUILT.toFile())
            .redirectError(new File(BUILT.toFile(), "errors.log"))
            .start();
    out = process.inputReader();
    port = Integer.parseInt(line());
  }

  /** The machine's locale may know no umlauts. */
  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With exactly the packages of the lock file. */
  static void install() throws IOException, InterruptedException {
    Files.createDirectories(BUILT);
    for (String name : List.of("package.json", "package-lock.json", "receiver.mjs")) {
      Files.copy(SOURCE.resolve(name), BUILT.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    File log = BUILT.resolve("npm.log").toFile();
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(BUILT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new IOException("npm ci failed: " + Files.readString(log.toPath()));
    }
  }

  String url() {
    return "http://127.0.0.1:" + port + "/hook";
  }

  /** What it says of the next request; waits for it. */
  JsonObject verdict() throws IOException {
    return JsonParser.parseString(line()).getAsJsonObject();
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("node ended: " + Files.readString(BUILT.resolve("errors.log")));
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
