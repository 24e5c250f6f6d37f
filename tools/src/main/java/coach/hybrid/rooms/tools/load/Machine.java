package coach.hybrid.rooms.tools.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What figures were measured on, in one line. */
public final class Machine {
  private Machine() {}

  /** Processor, system and Java, with whatever else is worth knowing between and behind. */
  public static String words(String cores, List<String> programs) throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst(".*: *", ""))
            .findFirst()
            .orElse("unknown processor");
    List<String> words =
        new ArrayList<>(
            List.of(
                model,
                cores,
                "Linux " + System.getProperty("os.version"),
                "Java " + Runtime.version()));
    words.addAll(programs);
    return String.join(", ", words);
  }

  /** What a program says of its version. */
  public static String version(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Arrays.asList(command))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.strip();
  }
}
