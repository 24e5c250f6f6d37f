package coach.hybrid.rooms.tools.orb.voice;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The floor: {@code espeak-ng}, one short process a sentence. It can speak anything, plainly. */
final class EspeakVoice implements Voice {
  private static final int LIMIT_SECONDS = 10;
  private static final List<String> COMMAND =
      List.of("espeak-ng", "-v", "en-gb", "-s", "150", "--stdin", "--stdout");

  static boolean installed() {
    return Programs.onPath("espeak-ng");
  }

  @Override
  public short[] speak(String text) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(COMMAND).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      byte[] wave = process.getInputStream().readAllBytes();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("espeak-ng did not end well");
      }
      return Wave.read(wave).at(SAMPLES_PER_SECOND);
    } finally {
      process.destroyForcibly();
    }
  }
}
