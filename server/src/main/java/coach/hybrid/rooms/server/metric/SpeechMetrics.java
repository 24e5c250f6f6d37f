package coach.hybrid.rooms.server.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of voices that are written down. All is asked at every scrape, so it is cheap. */
public final class SpeechMetrics {
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final String SECONDS = "seconds";

  private final MeterRegistry registry;

  SpeechMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Frames of voices since the start: how many came, never came, and came in vain. */
  public void watchFrames(LongSupplier received, LongSupplier lost, LongSupplier dropped) {
    count("rooms.speech.frames.received", "Frames of voices that came in", received);
    count("rooms.speech.frames.lost", "Frames of voices missing by their numbers", lost);
    count("rooms.speech.frames.dropped", "Frames of voices not listened to", dropped);
  }

  /**
   * Utterances since the start.
   *
   * @param heard ended
   * @param suppressed of which nothing was told: no voice, or words nobody said
   * @param dropped given up because they waited too long
   * @param written down
   * @param delayMillis summed over those, from the end of an utterance to its text
   */
  public void watchUtterances(
      LongSupplier heard,
      LongSupplier suppressed,
      LongSupplier dropped,
      LongSupplier written,
      LongSupplier delayMillis) {
    count("rooms.speech.utterances", "Utterances that ended", heard);
    count("rooms.speech.suppressed", "Utterances in which nobody said a word", suppressed);
    count("rooms.speech.given.up", "Utterances that waited too long for an engine", dropped);
    count("rooms.speech.written", "Utterances that were written down", written);
    time("rooms.speech.delay", "From the end of utterances to their text, summed", delayMillis);
  }

  /** Work of the engines since the start. */
  public void watchEngines(
      LongSupplier runs, LongSupplier failures, LongSupplier audioMillis, LongSupplier workMillis) {
    count("rooms.speech.engine.runs", "Runs of the engines, interim ones included", runs);
    count("rooms.speech.engine.failures", "Runs of the engines that failed", failures);
    time("rooms.speech.engine.audio", "Sound that went through the engines", audioMillis);
    time("rooms.speech.engine.work", "Time the engines worked", workMillis);
  }

  /**
   * How things stand now.
   *
   * @param lagMillis of the utterance that waits longest
   * @param workers that have an engine
   */
  public void watchQueue(LongSupplier waiting, LongSupplier lagMillis, LongSupplier workers) {
    gauge("rooms.speech.waiting", "Utterances that wait for an engine", null, waiting, 1);
    gauge(
        "rooms.speech.lag",
        "Age of the utterance that waits longest",
        SECONDS,
        lagMillis,
        MILLIS_PER_SECOND);
    gauge("rooms.speech.workers", "Workers that have an engine", null, workers, 1);
  }

  /** Counters hold what they ask only weakly: it is this, which lives as long as they do. */
  private void count(String name, String help, LongSupplier total) {
    FunctionCounter.builder(name, this, _ -> total.getAsLong())
        .description(help)
        .register(registry);
  }

  private void time(String name, String help, LongSupplier millis) {
    FunctionCounter.builder(name, this, _ -> millis.getAsLong() / MILLIS_PER_SECOND)
        .description(help)
        .baseUnit(SECONDS)
        .register(registry);
  }

  private void gauge(
      String name, String help, @Nullable String unit, LongSupplier now, double divisor) {
    Gauge.builder(name, () -> now.getAsLong() / divisor)
        .description(help)
        .baseUnit(unit)
        .register(registry);
  }
}
