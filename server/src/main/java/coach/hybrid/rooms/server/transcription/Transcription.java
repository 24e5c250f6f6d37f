package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.TranscriptionState;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The service's ears: opens a stream for each speaker and owns the workers behind all of them. May
 * be without any, switched off or not to be had: then streams hear nothing, and everybody is told
 * so.
 */
public final class Transcription implements SpeechPort, AutoCloseable {
  /** Voice detection counts as broken after this many failures without a success. */
  private static final int BROKEN_AFTER = 30;

  /** How things stand with captions. */
  public enum Health {
    /** Not wanted. */
    OFF,
    READY,
    /** Captions lag; what waits too long is given up. */
    BEHIND,
    /** Wanted, but there is no model or its engine does not work. */
    UNAVAILABLE
  }

  private final Health withoutEars;
  private final String description;
  private final @Nullable Ears ears;
  private final StreamTally heard = new StreamTally();

  private Transcription(Health withoutEars, String description, @Nullable Ears ears) {
    this.withoutEars = withoutEars;
    this.description = description;
    this.ears = ears;
  }

  /**
   * What listening takes. Whoever starts the transcription hands these over: it closes them.
   *
   * @param packets makes a decoder for each stream
   * @param redaction asked before anybody is told what was said
   */
  public record Parts(
      SpeechEngine engine,
      VoiceDetector voices,
      Supplier<PacketDecoder> packets,
      Redaction redaction,
      Clock clock) {}

  public static Transcription off() {
    return new Transcription(Health.OFF, "off", null);
  }

  /** Wanted, but not to be had; {@code reason} is for people. */
  public static Transcription unavailable(String reason) {
    return new Transcription(Health.UNAVAILABLE, reason, null);
  }

  /** Returns at once; the engines are loaded meanwhile. */
  public static Transcription start(TranscriptionSettings settings, Parts parts) {
    return start(settings, parts, new TaskThreads(settings.workers()));
  }

  static Transcription start(TranscriptionSettings settings, Parts parts, TaskRunner tasks) {
    Workshop workshop = new Workshop(settings, parts.engine(), tasks, parts.clock());
    workshop.start();
    Ears ears = new Ears(parts, tasks, workshop, new AtomicInteger());
    return new Transcription(Health.READY, parts.engine().describe(), ears);
  }

  public Health health() {
    if (ears == null) {
      return withoutEars;
    }
    return ears.deafFor().get() >= BROKEN_AFTER ? Health.UNAVAILABLE : ears.workshop().health();
  }

  @Override
  public TranscriptionState state(String lang) {
    return switch (health()) {
      case OFF -> TranscriptionState.OFF;
      case READY -> understands(lang) ? TranscriptionState.ON : TranscriptionState.UNAVAILABLE;
      case BEHIND -> understands(lang) ? TranscriptionState.BEHIND : TranscriptionState.UNAVAILABLE;
      case UNAVAILABLE -> TranscriptionState.UNAVAILABLE;
    };
  }

  /** Engine, model and lag, or why there are none: for {@code /health}. */
  public String describe() {
    if (ears == null) {
      return description;
    }
    return String.format(
        Locale.ROOT, "%s, lag %.1f s", description, ears.workshop().lagMillis() / 1_000.0);
  }

  /** Whether what is said in this language can be written down. */
  public boolean understands(String lang) {
    return ears != null && ears.parts().engine().understands(lang);
  }

  /** What has come in through all streams since the start. */
  public StreamCounters heard() {
    return heard.counters();
  }

  public TranscriptionCounters counters() {
    return ears == null ? TranscriptionCounters.NONE : ears.workshop().counters();
  }

  @Override
  public SpeakerStream open(String roomId, String speakerId, String lang, Listener listener) {
    StreamResults results = new StreamResults(listener);
    if (ears == null || !understands(lang)) {
      return new DeafStream(results, heard.part());
    }
    StreamTally tally = heard.part();
    SpeechTrack track =
        new SpeechTrack(
            new SpeechTrack.Listener(roomId, lang, ears.parts().redaction(), results),
            ears.parts().voices().newMeter(),
            ears.parts().packets().get(),
            ears.workshop(),
            tally,
            ears.deafFor());
    return new LiveStream(roomId + "/" + speakerId, track, ears.tasks()::listen, tally);
  }

  /** Waits for engines at work; what is still waiting is not written down. */
  @Override
  public void close() {
    if (ears == null) {
      return;
    }
    ears.workshop().close();
    if (ears.tasks().stop()) {
      ears.workshop().releaseEngines();
      ears.parts().engine().close();
      ears.parts().voices().close();
    }
  }

  /**
   * What there is only if there is an engine.
   *
   * @param deafFor failures of voice detection since it last worked
   */
  private record Ears(Parts parts, TaskRunner tasks, Workshop workshop, AtomicInteger deafFor) {}
}
