package coach.hybrid.rooms.server.transcription.remote;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.transcription.SpeechEngine;
import coach.hybrid.rooms.server.transcription.Transcriber;
import coach.hybrid.rooms.server.transcription.TranscriptionException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible transcription service. While it does not answer, the embedded engine writes,
 * if there is one.
 */
public final class RemoteEngine implements SpeechEngine {
  private final RemoteCall call;
  private final String description;
  private final @Nullable SpeechEngine fallback;

  /**
   * @param url of the service, with or without {@code /v1/audio/transcriptions}
   * @param model to ask for
   * @param timeout for one utterance
   * @param fallback closed with this
   */
  public RemoteEngine(
      URI url,
      @Nullable Secret key,
      String model,
      Duration timeout,
      @Nullable SpeechEngine fallback) {
    this.call = new RemoteCall(url, key, model, timeout);
    this.fallback = fallback;
    String otherwise = fallback == null ? "" : ", else " + fallback.describe();
    this.description = model + " at " + url.getHost() + otherwise;
  }

  @Override
  public String describe() {
    return description;
  }

  /** What the service knows nobody can tell before it is asked. */
  @Override
  public boolean understands(String lang) {
    return true;
  }

  /** Whether utterances go there now; false while it rests after failures. */
  public boolean isReached() {
    return call.isOpen();
  }

  @Override
  public Transcriber newTranscriber() throws TranscriptionException {
    return new RemoteTranscriber(fallback == null ? null : fallback.newTranscriber());
  }

  @Override
  public void close() {
    call.close();
    if (fallback != null) {
      fallback.close();
    }
  }

  /** Asks there first. One worker's. */
  private final class RemoteTranscriber implements Transcriber {
    private final @Nullable Transcriber embedded;

    RemoteTranscriber(@Nullable Transcriber embedded) {
      this.embedded = embedded;
    }

    @Override
    public String transcribe(float[] samples, String lang) throws TranscriptionException {
      try {
        return call.transcribe(samples, lang);
      } catch (TranscriptionException e) {
        if (embedded == null || fallback == null || !fallback.understands(lang)) {
          throw e;
        }
        return embedded.transcribe(samples, lang);
      }
    }

    @Override
    public void close() {
      if (embedded != null) {
        embedded.close();
      }
    }
  }
}
