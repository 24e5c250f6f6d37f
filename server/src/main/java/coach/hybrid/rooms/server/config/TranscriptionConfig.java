package coach.hybrid.rooms.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How speech becomes words.
 *
 * @param enabled whether any room may be transcribed
 * @param model the whisper model's file, which may not be there
 * @param voiceModel the voice activity model's file, which may not be there
 * @param workers how many utterances are transcribed at once; 0 for half of the processors
 * @param remote a service that transcribes instead; the embedded engine stands in for it
 * @param redact kinds of things that are not written down: {@code email}, {@code phone}, {@code
 *     card}
 */
public record TranscriptionConfig(
    boolean enabled,
    Path model,
    Path voiceModel,
    int workers,
    @Nullable Remote remote,
    List<String> redact) {

  /** {@code AI_TRANSCRIPTION_URL}: an OpenAI-compatible end point. */
  public record Remote(URI url, @Nullable Secret key, String model, Duration timeout) {}
}
