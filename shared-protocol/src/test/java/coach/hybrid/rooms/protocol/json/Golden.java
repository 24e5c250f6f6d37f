package coach.hybrid.rooms.protocol.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.Strictness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code golden/}: the wire as the JVM and the compiled JavaScript must both see it.
 */
final class Golden {
  static final String CANONICAL = ".canonical.json";

  private static final Path ROOT = Path.of("golden");
  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  /** One text that must be refused; {@code field} and {@code messageType} may be absent. */
  record Malformed(
      String name,
      String direction,
      String text,
      String code,
      @Nullable String field,
      @Nullable String messageType) {
    @Override
    public String toString() {
      return direction + ": " + name;
    }
  }

  private Golden() {}

  static List<Path> files(String folder) {
    try (Stream<Path> found = Files.list(ROOT.resolve(folder))) {
      return found.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> texts(String folder) {
    return files(folder).stream().map(Golden::read).toList();
  }

  static List<Malformed> malformed() {
    return malformed("errors.json");
  }

  static List<Malformed> malformedForOrbs() {
    return malformed("orb-errors.json");
  }

  private static List<Malformed> malformed(String file) {
    return List.of(new Gson().fromJson(read(ROOT.resolve(file)), Malformed[].class));
  }

  /** As an independent and strict reader sees it. */
  static JsonElement parse(String text) {
    return STRICT.fromJson(text, JsonElement.class);
  }
}
