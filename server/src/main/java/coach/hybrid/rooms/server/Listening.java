package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.config.TranscriptionConfig;
import coach.hybrid.rooms.server.transcription.PatternRedaction;
import coach.hybrid.rooms.server.transcription.SpeechEngine;
import coach.hybrid.rooms.server.transcription.Transcription;
import coach.hybrid.rooms.server.transcription.TranscriptionException;
import coach.hybrid.rooms.server.transcription.TranscriptionSettings;
import coach.hybrid.rooms.server.transcription.opus.ConcentusDecoder;
import coach.hybrid.rooms.server.transcription.remote.RemoteEngine;
import coach.hybrid.rooms.server.transcription.silero.SileroVoiceDetector;
import coach.hybrid.rooms.server.transcription.whisper.WhisperEngine;
import java.nio.file.Files;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds transcription from what is configured and there; without models the service goes on. */
final class Listening {
  private static final Logger log = LoggerFactory.getLogger(Listening.class);

  private Listening() {}

  static Transcription start(TranscriptionConfig config, Clock clock) {
    if (!config.enabled()) {
      return Transcription.off();
    }
    SpeechEngine engine = null;
    try {
      engine = engine(config);
      SileroVoiceDetector voices = SileroVoiceDetector.load(config.voiceModel());
      TranscriptionSettings settings = TranscriptionSettings.defaults();
      return Transcription.start(
          config.workers() == 0 ? settings : settings.withWorkers(config.workers()),
          new Transcription.Parts(
              engine, voices, ConcentusDecoder::new, new PatternRedaction(config.redact()), clock));
    } catch (TranscriptionException e) {
      if (engine != null) {
        engine.close();
      }
      log.warn("there is no transcription: {}", e.getMessage());
      return Transcription.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private static SpeechEngine engine(TranscriptionConfig config) throws TranscriptionException {
    TranscriptionConfig.Remote remote = config.remote();
    if (remote == null) {
      return embedded(config);
    }
    return new RemoteEngine(
        remote.url(), remote.key(), remote.model(), remote.timeout(), standIn(config));
  }

  private static @Nullable SpeechEngine standIn(TranscriptionConfig config) {
    try {
      return embedded(config);
    } catch (TranscriptionException e) {
      log.info("nothing stands in for the transcription service: {}", e.getMessage());
      return null;
    }
  }

  private static SpeechEngine embedded(TranscriptionConfig config) throws TranscriptionException {
    if (!Files.isRegularFile(config.model())) {
      throw new TranscriptionException(
          "no model " + config.model().getFileName() + " (./rooms model fetches it)");
    }
    return WhisperEngine.load(config.model());
  }
}
