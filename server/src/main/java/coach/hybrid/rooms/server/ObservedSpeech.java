package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.metric.SpeechMetrics;
import coach.hybrid.rooms.server.transcription.Transcription;

/** Reads off how transcription does, so that it knows nothing of metrics. */
final class ObservedSpeech {
  private ObservedSpeech() {}

  static void watch(Transcription ears, SpeechMetrics metrics) {
    metrics.watchFrames(
        () -> ears.heard().framesReceived(),
        () -> ears.heard().framesLost(),
        () -> ears.heard().framesDropped());
    metrics.watchUtterances(
        () -> ears.heard().utterances(),
        () -> ears.heard().suppressed(),
        () -> ears.counters().dropped(),
        () -> ears.counters().utterances(),
        () -> ears.counters().delayMillis());
    metrics.watchEngines(
        () -> ears.counters().runs(),
        () -> ears.counters().failures(),
        () -> ears.counters().audioMillis(),
        () -> ears.counters().workMillis());
    metrics.watchQueue(
        () -> ears.counters().waiting(),
        () -> ears.counters().lagMillis(),
        () -> ears.counters().wellWorkers());
  }
}
