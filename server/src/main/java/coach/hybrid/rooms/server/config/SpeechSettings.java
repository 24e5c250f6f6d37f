package coach.hybrid.rooms.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how speech is transcribed. */
final class SpeechSettings {
  private static final String DEFAULT_MODEL = "ggml-tiny.en.bin";
  private static final String VOICE_MODEL = "silero_vad_v5.onnx";
  private static final Set<String> REDACTABLE = Set.of("email", "phone", "card");

  private final Environment env;
  private final Path dataDirectory;

  SpeechSettings(Environment env, Path dataDirectory) {
    this.env = env;
    this.dataDirectory = dataDirectory;
  }

  TranscriptionConfig read() {
    Path model = file("WHISPER_MODEL", DEFAULT_MODEL);
    Path beside = model.resolveSibling(VOICE_MODEL);
    List<String> redact = env.list("TRANSCRIPT_REDACT", "");
    if (!REDACTABLE.containsAll(redact)) {
      env.problem("TRANSCRIPT_REDACT must be some of card, email, phone, separated by commas");
    }
    return new TranscriptionConfig(
        env.flag("TRANSCRIPTION", true),
        model,
        env.optional("VAD_MODEL") == null && Files.exists(beside)
            ? beside
            : file("VAD_MODEL", VOICE_MODEL),
        env.integer("TRANSCRIPTION_WORKERS", 0, 0, 64),
        remote(),
        redact);
  }

  /** A path, or the name of a file where models are kept: with the data, else in the cache. */
  private Path file(String variable, String fallback) {
    String value = env.text(variable, fallback);
    try {
      Path given = Path.of(value);
      if (given.getNameCount() > 1 || given.isAbsolute()) {
        return given.toAbsolutePath();
      }
    } catch (InvalidPathException e) {
      env.problem(variable + " must be the path or the name of a file");
      return Path.of(fallback);
    }
    Path own = dataDirectory.resolve("models").resolve(value);
    return Files.exists(own) ? own : cache().resolve(value);
  }

  /** Where {@code ./rooms model} puts them. */
  private Path cache() {
    String named = env.optional("MODEL_DIR");
    if (named != null) {
      return Path.of(named);
    }
    String xdg = env.optional("XDG_CACHE_HOME");
    Path base = xdg == null ? Path.of(env.text("HOME", "."), ".cache") : Path.of(xdg);
    return base.resolve("hybrid-rooms").resolve("models");
  }

  private TranscriptionConfig.@Nullable Remote remote() {
    String url = env.optional("AI_TRANSCRIPTION_URL");
    if (url == null) {
      return null;
    }
    try {
      URI uri = new URI(url);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return new TranscriptionConfig.Remote(
            uri,
            env.secret("AI_TRANSCRIPTION_KEY"),
            env.text("AI_TRANSCRIPTION_MODEL", "whisper-1"),
            env.duration(
                "AI_TRANSCRIPTION_TIMEOUT", Duration.ofSeconds(20), Duration.ofMillis(100)));
      }
    } catch (URISyntaxException e) {
      // Said below, as for an address of another kind.
    }
    env.problem("AI_TRANSCRIPTION_URL must be an http(s) address");
    return null;
  }
}
