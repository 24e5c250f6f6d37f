package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.server.FakeClock;
import java.time.Duration;

/** A transcription with everything around it played by hand. */
final class Studio {
  final FakeClock clock = new FakeClock();
  final HandTasks tasks = new HandTasks(clock);
  final FakeEngine engine = new FakeEngine();
  final FakeVoiceDetector voices = new FakeVoiceDetector();
  Redaction redaction = Redaction.NONE;

  Transcription open(int workers, boolean interims) {
    return open(workers, interims, 544);
  }

  Transcription open(int workers, boolean interims, int patienceMillis) {
    Transcription transcription =
        Transcription.start(
            TranscriptionSettings.defaults()
                .withWorkers(workers)
                .withInterims(interims)
                .withPatience(patienceMillis),
            new Transcription.Parts(
                engine,
                voices,
                FakeDecoder::new,
                (text, lang) -> redaction.redact(text, lang),
                clock),
            tasks);
    tasks.writeAll();
    return transcription;
  }

  /** Time passes, and what is due happens. */
  void pass(Duration time) {
    clock.advance(time);
    tasks.runDue();
    tasks.writeAll();
  }
}
