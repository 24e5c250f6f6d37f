package coach.hybrid.rooms.tools.model;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./rooms model} is asked for, by its command line and environment.
 *
 * @param sources addresses that a file's name is added to, in the order they are asked
 * @param ownSources whether the operator named them; then they may have every file
 * @param file where the only model lies already, or null
 * @param python the command whose {@code -m pip} fetches packages
 */
record Request(
    List<Model> models,
    Path folder,
    List<URI> sources,
    boolean ownSources,
    @Nullable Path file,
    String python) {
  private static final URI HUB =
      URI.create("https://huggingface.co/ggerganov/whisper.cpp/resolve/main/");
  private static final String NO_SOURCE = "none";

  static Request from(List<String> arguments, Map<String, String> environment) {
    List<String> names = new ArrayList<>();
    String file = null;
    String checksum = null;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--file" -> file = following(arguments, i++);
        case "--checksum" -> checksum = following(arguments, i++);
        default -> {
          if (argument.startsWith("-")) {
            throw new IllegalArgumentException("no such option: " + argument);
          }
          names.add(argument);
        }
      }
    }
    if ((file != null || checksum != null) && names.size() != 1) {
      throw new IllegalArgumentException("--file and --checksum belong to one NAME");
    }
    String sources = environment.getOrDefault("MODEL_SOURCES", "").strip();
    return new Request(
        models(names, checksum, file != null),
        folder(environment),
        sources.isEmpty() ? List.of(HUB) : sources(sources),
        !sources.isEmpty(),
        file == null ? null : readable(file),
        environment.getOrDefault("MODEL_PYTHON", "python3"));
  }

  private static String following(List<String> arguments, int at) {
    if (at + 1 == arguments.size()) {
      throw new IllegalArgumentException(arguments.get(at) + " needs a value");
    }
    return arguments.get(at + 1);
  }

  /** A whisper model is of no use to the service without the one that finds voices. */
  private static List<Model> models(List<String> names, @Nullable String checksum, boolean alone) {
    Set<Model> models = new LinkedHashSet<>();
    for (String name : names.isEmpty() ? List.of(Catalogue.DEFAULT_NAME) : names) {
      Model model = model(name, checksum);
      models.add(model);
      if (model.onHub() && !alone) {
        models.add(Catalogue.find(Catalogue.VOICE_ACTIVITY_NAME).orElseThrow());
      }
    }
    return List.copyOf(models);
  }

  private static Model model(String name, @Nullable String checksum) {
    Model listed = Catalogue.find(name).orElse(null);
    if (listed != null && checksum == null) {
      return listed;
    }
    if (listed != null) {
      throw new IllegalArgumentException(name + " has a checksum already");
    }
    if (checksum == null) {
      throw new IllegalArgumentException(
          "no model is called " + name + " (" + Catalogue.names() + "); another needs --checksum");
    }
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,80}")) {
      throw new IllegalArgumentException("not a model's name: " + name);
    }
    return Model.unlisted(name, Checksum.parse(checksum));
  }

  private static Path folder(Map<String, String> environment) {
    String folder = environment.getOrDefault("MODEL_DIR", "");
    if (!folder.isBlank()) {
      return Path.of(folder);
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("hybrid-rooms").resolve("models");
  }

  private static List<URI> sources(String text) {
    if (text.equals(NO_SOURCE)) {
      return List.of();
    }
    List<URI> sources = new ArrayList<>();
    for (String source : text.split("[,\\s]+", -1)) {
      URI address = URI.create(source.endsWith("/") ? source : source + "/");
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (!web || address.getHost() == null) {
        throw new IllegalArgumentException("MODEL_SOURCES: not an http address: " + source);
      }
      sources.add(address);
    }
    return List.copyOf(sources);
  }

  private static Path readable(String file) {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IllegalArgumentException("--file: cannot read " + file);
    }
    return path;
  }
}
